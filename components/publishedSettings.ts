import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { settingsKey, type TenantToPublish } from "@quicksight-governance/core/settings";

/** Arguments of {@link PublishedSettings}. */
export interface PublishedSettingsArgs {
  /** Path of the tenant in Parameter Store, such as `/quicksight-governance/tenants/default`. */
  readonly path: string;
  /** The governance bucket; it must keep versions. */
  readonly bucketName: string;
  readonly settings: TenantToPublish;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The settings of a tenant for the hourly function and for anybody who wants to know: one object `settings/<namespace>.json` in
 * the governance bucket, however many groups there are, and a parameter `<path>/settings` that names its version. Who follows
 * the parameter never sees settings of which the stack has applied a part only: let this depend on what applies them.
 *
 * The object outlives the stack: its versions say which settings held when.
 */
export class PublishedSettings extends pulumi.ComponentResource {
  readonly path: string;

  constructor(name: string, args: PublishedSettingsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:PublishedSettings", name, { path: args.path }, opts);
    const { path, bucketName: bucket, settings, tags } = args;
    // Components do not hand this on to their children.
    const after = opts?.dependsOn === undefined ? {} : { dependsOn: opts.dependsOn };
    const object = new aws.s3.BucketObjectv2(
      `${name}-settings`,
      {
        bucket,
        key: settingsKey(settings.namespace),
        source: new pulumi.asset.StringAsset(`${JSON.stringify(settings, null, 1)}\n`),
        contentType: "application/json",
        tags,
      },
      { parent: this, retainOnDelete: true, ...after },
    );
    new aws.ssm.Parameter(
      `${name}-settings`,
      {
        name: `${path}/settings`,
        type: "String",
        tier: "Standard",
        value: pulumi
          .all([object.bucket, object.key, object.versionId])
          .apply((place) => JSON.stringify(pointerTo(...place))),
        tags,
      },
      { parent: this },
    );
    this.path = path;
    this.registerOutputs({ path: this.path });
  }
}

function pointerTo(bucket: string, key: string, versionId: string | undefined) {
  // What a bucket without versions answers.
  const unversioned = versionId === undefined || versionId === "" || versionId === "null";
  return unversioned ? { bucket, key } : { bucket, key, versionId };
}
