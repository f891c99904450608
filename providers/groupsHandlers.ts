import {
  CreateGroupCommand,
  DeleteGroupCommand,
  type Group,
  type QuickSightClient,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateGroupCommand,
} from "@aws-sdk/client-quicksight";
import {
  createQuickSight,
  mapParallel,
  parseNamespaceArn,
  tolerating,
} from "@quicksight-governance/core/aws";
import { listGroups } from "@quicksight-governance/core/people";
import { type DeclaredGroup, formatGroups, type GroupsState, parseGroups } from "./groupsState.ts";
import { isNamespaceGone } from "./isNamespaceGone.ts";
import { withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { diffStored, type ProviderContext, stateOf, type Stored } from "./stored.ts";

/** What differs, and whether it makes another resource. */
export function diffGroups(
  olds: Stored<GroupsState>,
  news: Stored<GroupsState>,
): { changes: boolean; replaces: string[] } {
  return diffStored(olds, news, ["namespaceArn"], ["groups"]);
}

/** Makes the groups that are missing, and describes all as declared; those that are there already are adopted. */
export function createGroups(
  news: Stored<GroupsState>,
  context: ProviderContext,
): Promise<{ id: string; outs: GroupsState }> {
  return withPlainErrors(`making the groups of ${news.namespaceArn}`, async () => {
    await withClient(news, context, (client) => bring(client, news));
    const { accountId, namespace } = parseNamespaceArn(news.namespaceArn);
    return { id: `${accountId}/${namespace}/groups`, outs: stateOf(news) };
  });
}

/**
 * The same for changed groups. One that is not declared any more stays and is named: to delete it would take its members and
 * grants before the guard has seen whether they may go; the roster takes them out under it.
 */
export function updateGroups(
  olds: Stored<GroupsState>,
  news: Stored<GroupsState>,
  context: ProviderContext,
): Promise<{ outs: GroupsState }> {
  return withPlainErrors(`changing the groups of ${news.namespaceArn}`, async () => {
    await withClient(news, context, (client) => bring(client, news));
    const declared = new Set(parseGroups(news.groups).map(({ groupName }) => groupName));
    const { namespace } = parseNamespaceArn(news.namespaceArn);
    printNotices(
      namespace,
      parseGroups(olds.groups)
        .filter(({ groupName }) => !declared.has(groupName))
        .map(
          ({ groupName }) =>
            `group ${groupName}: not declared any more; it stays, without the people of the roster. Delete it yourself when nothing is granted to it`,
        ),
    );
    return { outs: stateOf(news) };
  });
}

/** The declared groups that QuickSight has, as it describes them; gone only when the namespace is. */
export function readGroups(
  id: string,
  props: Stored<GroupsState>,
  context: ProviderContext,
): Promise<{ id: string; props?: GroupsState; inputs?: GroupsState }> {
  return withPlainErrors(`reading the groups of ${props.namespaceArn}`, async () => {
    const live = await withClient(props, context, (client) => listOrGone(client, props));
    if (live === undefined) return { id: "" };
    const actual = parseGroups(props.groups).flatMap(({ groupName, description }) => {
      const group = live.get(groupName);
      if (group === undefined) return [];
      // Nobody declared a description, so that none is a difference.
      return [{ groupName, description: description && (group.Description ?? "") }];
    });
    const state = { ...stateOf(props), groups: formatGroups(actual) };
    return { id, props: state, inputs: state };
  });
}

/** Deletes the groups, after their people and grants are gone by the resources that came after them. */
export function deleteGroups(props: Stored<GroupsState>, context: ProviderContext): Promise<void> {
  return withPlainErrors(`deleting the groups of ${props.namespaceArn}`, () =>
    withClient(props, context, async (client) => {
      const live = await listOrGone(client, props);
      const left = parseGroups(props.groups).filter(({ groupName }) => live?.has(groupName));
      await mapParallel(left, ({ groupName }) =>
        tolerating(
          ResourceNotFoundException,
          client.send(new DeleteGroupCommand({ ...addressOf(props), GroupName: groupName })),
        ),
      );
    }),
  );
}

async function bring(client: QuickSightClient, props: GroupsState): Promise<void> {
  const live = await listNames(client, props);
  const address = addressOf(props);
  await mapParallel(parseGroups(props.groups), async ({ groupName, description }) => {
    const group = { ...address, GroupName: groupName, ...describe(description) };
    const there = live.get(groupName);
    if (there === undefined) {
      await tolerating(ResourceExistsException, client.send(new CreateGroupCommand(group)));
    } else if (description !== undefined && (there.Description ?? "") !== description) {
      await client.send(new UpdateGroupCommand(group));
    }
  });
}

function describe(description: DeclaredGroup["description"]): { Description?: string } {
  return description === undefined ? {} : { Description: description };
}

async function listNames(
  client: QuickSightClient,
  { namespaceArn }: GroupsState,
): Promise<ReadonlyMap<string, Group>> {
  const groups = await listGroups(client, parseNamespaceArn(namespaceArn));
  return new Map(groups.map((group) => [group.GroupName ?? "", group]));
}

async function listOrGone(
  client: QuickSightClient,
  props: GroupsState,
): Promise<ReadonlyMap<string, Group> | undefined> {
  try {
    return await listNames(client, props);
  } catch (error) {
    const gone =
      error instanceof ResourceNotFoundException &&
      (await isNamespaceGone(client, parseNamespaceArn(props.namespaceArn)));
    if (gone) return undefined;
    throw error;
  }
}

function addressOf({ namespaceArn }: GroupsState) {
  const { accountId, namespace } = parseNamespaceArn(namespaceArn);
  return { AwsAccountId: accountId, Namespace: namespace };
}

async function withClient<T>(
  { namespaceArn }: GroupsState,
  { profile }: ProviderContext,
  use: (client: QuickSightClient) => Promise<T>,
): Promise<T> {
  const { identityRegion } = parseNamespaceArn(namespaceArn);
  const client = createQuickSight({ region: identityRegion, profile });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
