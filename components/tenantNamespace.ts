import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { groupArnOf, groupNameOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { GroupSettings } from "@quicksight-governance/core/people";

/** Arguments of {@link TenantNamespace}. */
export interface TenantNamespaceArgs {
  readonly scope: NamespaceScope;
  /** True: somebody else made the namespace. Absent: only `default` is there already. */
  readonly existing?: boolean | undefined;
  /** The groups by name, without the prefix. */
  readonly groups: Readonly<Record<string, GroupSettings>>;
  /** Groups, by their names in QuickSight, that the state holds as resources of their own: see `findNativeGroups`. */
  readonly native: ReadonlySet<string>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A QuickSight namespace. What is there already is used as it is, never made or deleted: `default`, which every subscribed
 * account has, and whatever the settings call existing. Namespaces and groups live in the identity Region.
 *
 * Groups are made by the roster, which adopts those that `qsgov` or the function made first; a native resource cannot, and one
 * per group does not carry 5,000. Those that a state holds as resources of their own stay so: the engine deletes what is not
 * declared any more, with its members and grants. Deleting a namespace deletes its users and groups, so they come after it.
 */
export class TenantNamespace extends pulumi.ComponentResource {
  /** The ARNs of the groups, by name without the prefix. */
  readonly groupArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: TenantNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    const { native, ...described } = args;
    super("quicksight-governance:tenant:TenantNamespace", name, described, opts);
    const { accountId: awsAccountId, namespace, identityRegion: region } = args.scope;

    const namespaces =
      namespace === "default" || args.existing === true
        ? []
        : [
            new aws.quicksight.Namespace(
              name,
              {
                ...{ namespace, awsAccountId, region, tags: args.tags },
                // AWS samples wait up to two minutes for a namespace; the provider's default is just that. customTimeouts
                // do nothing for this resource (pulumi/pulumi-terraform-bridge#827).
                timeouts: { create: "10m", delete: "10m" },
              },
              { parent: this },
            ),
          ];
    const after = { parent: this, dependsOn: namespaces };
    const arns: Record<string, pulumi.Output<string>> = {};
    for (const [group, settings] of Object.entries(args.groups)) {
      const groupName = groupNameOf(args.scope, group);
      if (settings.existing !== true && native.has(groupName)) {
        const { description } = settings;
        const inputs = { groupName, description, namespace, awsAccountId, region };
        arns[group] = new aws.quicksight.Group(`${name}-${group}`, inputs, after).arn;
      } else {
        arns[group] = pulumi.output(groupArnOf(args.scope, group));
      }
    }
    this.groupArns = arns;
    this.registerOutputs({ groupArns: this.groupArns });
  }
}
