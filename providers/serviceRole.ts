import * as pulumi from "@pulumi/pulumi";
import type * as handlers from "./serviceRoleHandlers.ts";
import type { ServiceRoleState } from "./serviceRoleHandlers.ts";
import { tokens } from "./tokens.ts";

/** Arguments of {@link ServiceRole}. */
export interface ServiceRoleArgs {
  readonly accountId: string;
  /** QuickSight is asked in the identity Region. */
  readonly identityRegion: string;
  /** The ARN of a role of this account that trusts QuickSight. */
  readonly roleArn: string;
}

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class ServiceRoleProvider implements pulumi.dynamic.ResourceProvider<
  ServiceRoleState,
  ServiceRoleState
> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async diff(_id: string, olds: ServiceRoleState, news: ServiceRoleState) {
    const { diffServiceRole } = await this.load();
    return diffServiceRole(olds, news);
  }

  async create(news: ServiceRoleState) {
    const { createServiceRole } = await this.load();
    return createServiceRole(news, this.profile);
  }

  async read(id: string, props?: ServiceRoleState) {
    if (props === undefined)
      throw new Error("a ServiceRole cannot be imported; declare it, and it adopts what is there");
    const { readServiceRoleState } = await this.load();
    return readServiceRoleState(id, props, this.profile);
  }

  async update(_id: string, _olds: ServiceRoleState, news: ServiceRoleState) {
    const { createServiceRole } = await this.load();
    const { outs } = await createServiceRole(news, this.profile);
    return { outs };
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/serviceRoleHandlers");
  }
}

/** One for all: the host keeps a provider by its serialised text. */
const provider = new ServiceRoleProvider();

/**
 * The role of the customer's that QuickSight reaches the rest of the account with, in place of those that it makes itself when somebody
 * ticks boxes in its console.
 *
 * Dynamic because no native resource has it: UpdateResourcePermissions is in no provider (hashicorp/terraform-provider-aws#32723).
 * A destroy leaves it: the API has no way back to QuickSight's own roles.
 */
export class ServiceRole extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.serviceRole;

  declare readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceRoleArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...args }, opts, "quicksight", "ServiceRole");
  }
}
