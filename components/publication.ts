import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Publication}. */
export interface PublicationArgs {
  /** Path in Parameter Store, such as `/quicksight-governance/account`. */
  readonly path: string;
  /** What to publish: each entry becomes one parameter below the path, as JSON unless it is a text. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Bytes that a parameter holds: a standard one, and an advanced one (which costs). */
const standardSize = 4096;
const advancedSize = 8192;

/**
 * Small settings in Parameter Store, for the hourly function and for anybody who wants to know: one parameter per topic. One of
 * more than 4 KB becomes an advanced parameter; more than 8 KB is refused by name during the preview, as Parameter Store would
 * refuse it during the update. What grows with a tenant is published by `PublishedSettings`.
 */
export class Publication extends pulumi.ComponentResource {
  readonly path: string;

  constructor(name: string, args: PublicationArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:index:Publication", name, args, opts);
    // Components do not hand this on to their children.
    const after = opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn };
    for (const [topic, content] of Object.entries(args.values)) {
      const value = typeof content === "string" ? content : JSON.stringify(content);
      const size = Buffer.byteLength(value);
      if (size > advancedSize) {
        throw new pulumi.ResourceError(
          `${args.path}/${topic}: the settings take ${size} bytes, and Parameter Store holds ${advancedSize}; shorten them`,
          this,
          true,
        );
      }
      new aws.ssm.Parameter(
        `${name}-${topic}`,
        {
          name: `${args.path}/${topic}`,
          type: "String",
          tier: size > standardSize ? "Advanced" : "Standard",
          value,
          tags: args.tags,
        },
        { parent: this, ...after },
      );
    }
    this.path = args.path;
    this.registerOutputs({ path: this.path });
  }
}
