import * as pulumi from "@pulumi/pulumi";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import type * as handlers from "./groupsHandlers.ts";
import { type DeclaredGroup, groupsState, type GroupsState } from "./groupsState.ts";
import { tokens } from "./tokens.ts";

/** Arguments of {@link Groups}. */
export interface GroupsArgs {
  /** Where the groups are. */
  readonly scope: NamespaceScope;
  readonly groups: readonly DeclaredGroup[];
}

/** The serialised part of the provider; see `RosterProvider` for why it is nothing but the way to its handlers. */
class GroupsProvider implements pulumi.dynamic.ResourceProvider<GroupsState, GroupsState> {
  private profile: string | undefined;

  /** Nothing is awaited before the assignment: the host may call other methods while this one is under way. */
  // eslint-disable-next-line @typescript-eslint/require-await -- the interface wants a promise
  async configure(request: pulumi.dynamic.ConfigureRequest): Promise<void> {
    this.profile = request.config.get("aws:profile");
  }

  async diff(_id: string, olds: GroupsState, news: GroupsState) {
    const { diffGroups } = await this.load();
    return diffGroups(olds, news);
  }

  async create(news: GroupsState) {
    const { createGroups } = await this.load();
    return createGroups(news, this.context());
  }

  async read(id: string, props?: GroupsState) {
    if (props === undefined)
      throw new Error(
        "Groups cannot be imported; declare them, and those that are there are adopted",
      );
    const { readGroups } = await this.load();
    return readGroups(id, props, this.context());
  }

  async update(_id: string, olds: GroupsState, news: GroupsState) {
    const { updateGroups } = await this.load();
    return updateGroups(olds, news, this.context());
  }

  async delete(_id: string, props: GroupsState) {
    const { deleteGroups } = await this.load();
    return deleteGroups(props, this.context());
  }

  private async load(): Promise<typeof handlers> {
    return import("@quicksight-governance/providers/groupsHandlers");
  }

  private context() {
    return { profile: this.profile, environment: process.env };
  }
}

/** One for all: the host keeps a provider by its serialised text, and a new object each would defeat that. */
const provider = new GroupsProvider();

/**
 * The groups of one namespace: makes those that are missing, adopts those that are there, by whoever's hand.
 *
 * Dynamic because `aws.quicksight.Group` cannot adopt: a group that `qsgov` or the hourly function made first would end every
 * run in ResourceExistsException; and because a resource per group does not carry 5,000: each is a call to read and a step that
 * rewrites the state.
 *
 * Its input is one text with a line per group, so that `pulumi preview --diff` shows the groups that change.
 *
 * @example
 * new Groups("default", { scope, groups: [{ groupName: "quicksight-fed-usa" }] });
 */
export class Groups extends pulumi.dynamic.Resource {
  static readonly __pulumiType = tokens.groups;

  /** The groups, a line each. */
  declare readonly groups: pulumi.Output<string>;

  constructor(name: string, args: GroupsArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      provider,
      name,
      { ...groupsState(args.scope, args.groups) },
      opts,
      "quicksight",
      "Groups",
    );
  }
}
