import * as pulumi from "@pulumi/pulumi";
import type { GovernedNamespace } from "@quicksight-governance/core/people";
import type * as handlers from "./rosterHandlers.ts";
import { rosterState, type RosterState } from "./rosterState.ts";
import { tokens } from "./tokens.ts";

/** Arguments of {@link Roster}. */
export interface RosterArgs {
  /** Whose people these are, who they are, and how much a run may take: what `governOf` made of the settings. */
  readonly governed: GovernedNamespace;
  /** True: the namespace is not the stack's, so that a destroy leaves it. */
  readonly existing?: boolean | undefined;
  /** The governance bucket: it holds the namespace's lock. Absent: no lock is taken. */
  readonly lockBucket?: string;
}

/**
 * The serialised part of the provider: it is stored in the state of the resource, so it holds nothing but the way to the
 * handlers, which it loads by package name. What the handlers do can change without changing any state.
 */
class RosterProvider implements pulumi.dynamic.ResourceProvider<RosterState, RosterState> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async check(olds: RosterState, news: RosterState) {
    const { checkRoster } = await this.load();
    return checkRoster(olds, news, this.context());
  }

  async diff(_id: string, olds: RosterState, news: RosterState) {
    const { diffRoster } = await this.load();
    return diffRoster(olds, news);
  }

  async create(news: RosterState) {
    const { createRoster } = await this.load();
    return createRoster(news, this.context());
  }

  async read(id: string, props?: RosterState) {
    if (props === undefined)
      throw new Error("a Roster cannot be imported; declare it, and it adopts who is there");
    const { readRoster } = await this.load();
    return readRoster(id, props, this.context());
  }

  async update(id: string, olds: RosterState, news: RosterState) {
    const { updateRoster } = await this.load();
    return updateRoster(id, news, this.context(), olds);
  }

  async delete(_id: string, props: RosterState) {
    const { deleteRoster } = await this.load();
    return deleteRoster(props, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/rosterHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all rosters: the host keeps a provider by its serialised text, and a new object each would defeat that. */
const provider = new RosterProvider();

/**
 * The people of one namespace: registers them, gives them their role, adds them to and removes them from groups, and removes
 * those who left, never without the guard.
 *
 * Dynamic because the native resources cannot do it: `aws.quicksight.User` replaces the person on every role change and cannot
 * adopt (hashicorp/terraform-provider-aws#43508), and `aws.quicksight.GroupMembership` lists the whole group for each member.
 *
 * Its input is one text with a line per person, so that `pulumi preview --diff` shows the people who change and nobody else.
 *
 * @example
 * new Roster("default", { governed: governOf(settings, account, identity) }, { dependsOn: groups });
 */
export class Roster extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.roster;

  /** The people, a line each. */
  declare readonly people: pulumi.Output<string>;
  declare readonly peopleCount: pulumi.Output<number>;

  constructor(name: string, args: RosterArgs, opts?: pulumi.CustomResourceOptions) {
    super(provider, name, { ...rosterState(args) }, opts, "quicksight", "Roster");
  }
}
