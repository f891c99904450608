import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { groupArnOf, groupNameOf, type NamespaceScope } from "@quicksight-governance/core/aws";
import type { GroupSettings } from "@quicksight-governance/core/people";
import { Groups } from "../providers/groups.ts";
import type { DeclaredGroup } from "../providers/groupsState.ts";

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
 * A QuickSight namespace with its groups. What is there already is used as it is, never made or deleted: `default`, which
 * every subscribed account has, and whatever the settings call existing. Namespaces and groups live in the identity Region.
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
    const after = { parent: this, dependsOn: namespaces };
    const arns: Record<string, pulumi.Output<string>> = {};
    const others: DeclaredGroup[] = [];
    for (const [group, { description, existing }] of Object.entries(args.groups)) {
      const groupName = groupNameOf(args.scope, group);
      arns[group] = pulumi.output(groupArnOf(args.scope, group));
      if (existing === true) continue;
      const declared = { groupName, ...(description === undefined ? {} : { description }) };
      if (args.native.has(groupName)) {
        const inputs = { ...declared, namespace, awsAccountId, region };
        arns[group] = new aws.quicksight.Group(`${name}-${group}`, inputs, after).arn;
      } else {
        others.push(declared);
      }
    }
    if (others.length > 0) new Groups(name, { scope: args.scope, groups: others }, after);
    this.groupArns = arns;
    this.registerOutputs({ groupArns: this.groupArns });
  }
}
