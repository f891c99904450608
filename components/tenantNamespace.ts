import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { groupArnOf, groupNameOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { GroupSettings } from "@quicksight-governance/core/people";
import { groupRecord } from "./groupRecord.ts";

/** Arguments of {@link TenantNamespace}. */
export interface TenantNamespaceArgs {
  readonly scope: NamespaceScope;
  /** True: somebody else made the namespace. Absent: only `default` is there already. */
  readonly existing?: boolean | undefined;
  /** The groups by name, without the prefix. */
  readonly groups: Readonly<Record<string, GroupSettings>>;
  /** The governance bucket, which keeps the record of the groups that are made here. */
  readonly bucketName: string;
  /** What the record says, names as in QuickSight; absent: the declared groups that are not existing. */
  readonly record?: readonly string[] | undefined;
  /** Groups, as in QuickSight, that somebody else made though the settings don't call them existing. */
  readonly foreign?: readonly string[] | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A QuickSight namespace with its groups. What is there already is used as it is, never made or deleted: `default`, which
 * every subscribed account has, whatever the settings call existing, and groups that `qsgov` or the hourly function made before
 * the stack did: a group belongs to whoever made it. Namespaces and groups live in the identity Region.
 *
 * Deleting a namespace deletes its users and groups, so the groups come after it and go before it.
 */
export class TenantNamespace extends pulumi.ComponentResource {
  /** The ARNs of the groups, by name without the prefix. */
  readonly groupArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: TenantNamespaceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:TenantNamespace", name, args, opts);
    const { accountId: awsAccountId, namespace, identityRegion: region } = args.scope;

    const namespaces =
      namespace === "default" || args.existing === true
        ? []
        : [
            new aws.quicksight.Namespace(
              name,
              { namespace, awsAccountId, region, tags: args.tags },
              // AWS samples wait up to two minutes for a namespace; the provider's default is just that.
              { parent: this, customTimeouts: { create: "10m", delete: "10m" } },
            ),
          ];
    const foreign = new Set(args.foreign);
    const isMade = ([group, { existing }]: [string, GroupSettings]) =>
      existing !== true && !foreign.has(groupNameOf(args.scope, group));
    const made = Object.entries(args.groups).filter(isMade);
    const names = args.record ?? made.map(([group]) => groupNameOf(args.scope, group)).sort();
    const { bucketName, tags } = args;
    const records =
      names.length === 0
        ? []
        : [groupRecord(`${name}-groups`, { bucketName, namespace, names, tags }, { parent: this })];
    const after = { parent: this, dependsOn: [...namespaces, ...records] };
    const madeArns = made.map(([group, { description }]) => {
      const { arn } = new aws.quicksight.Group(
        `${name}-${group}`,
        {
          groupName: groupNameOf(args.scope, group),
          namespace,
          awsAccountId,
          region,
          ...(description === undefined ? {} : { description }),
        },
        after,
      );
      return [group, arn] as const;
    });
    const arnOf = (group: string) => pulumi.output(groupArnOf(args.scope, group));
    this.groupArns = {
      ...Object.fromEntries(Object.keys(args.groups).map((group) => [group, arnOf(group)])),
      ...Object.fromEntries(madeArns),
    };
    this.registerOutputs({ groupArns: this.groupArns });
  }
}
