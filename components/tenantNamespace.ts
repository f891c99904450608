import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { groupNameOf, type GroupSettings, type NamespaceScope } from "@quicksight-governance/core";

/** Arguments of {@link TenantNamespace}. */
export interface TenantNamespaceArgs {
  readonly scope: NamespaceScope;
  /** The groups by name, without the prefix. */
  readonly groups: Readonly<Record<string, GroupSettings>>;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A QuickSight namespace with its groups. `default` is there in every subscribed account: it is adopted, never made or
 * deleted. Namespaces and groups live in the identity Region.
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
      namespace === "default"
        ? []
        : [
            new aws.quicksight.Namespace(
              name,
              { namespace, awsAccountId, region, tags: args.tags },
              // AWS samples wait up to two minutes for a namespace; the provider's default is just that.
              { parent: this, customTimeouts: { create: "10m", delete: "10m" } },
            ),
          ];
    this.groupArns = Object.fromEntries(
      Object.entries(args.groups).map(([group, { description }]) => [
        group,
        new aws.quicksight.Group(
          `${name}-${group}`,
          {
            groupName: groupNameOf(args.scope, group),
            namespace,
            awsAccountId,
            region,
            ...(description === undefined ? {} : { description }),
          },
          { parent: this, dependsOn: namespaces },
        ).arn,
      ]),
    );
    this.registerOutputs({ groupArns: this.groupArns });
  }
}
