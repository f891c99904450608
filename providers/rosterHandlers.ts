import {
  type ActualNamespace,
  createQuickSight,
  describeFailures,
  formatRoster,
  type GuardSettings,
  isAdmin,
  isReader,
  isWaiting,
  judge,
  type NamespaceScope,
  namespaceArnOf,
  parseNamespaceArn,
  parseRosterText,
  readApprovals,
  readNamespace,
  reconcile,
  type Roster,
} from "@quicksight-governance/core";
import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

/**
 * What a Roster resource holds, as inputs and as state alike. Flat, with the scope in one ARN: the engine prints a changed
 * dynamic resource with all its properties, and a preview should show people.
 */
export interface RosterState {
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  readonly federationRole: string;
  readonly groupPrefix: string;
  /** The roster as text, a line per person: the plan that people read in a preview. */
  readonly people: string;
  /** What policies need to know without parsing the text; each role with its _PRO form. */
  readonly peopleCount: number;
  readonly readers: number;
  readonly authors: number;
  readonly admins: number;
  /** The guard's settings: see `GuardSettings`. */
  readonly removalPercent: number;
  readonly removalAtLeast: number;
  readonly minimumAdmins: number;
}

/** A change of one of these makes it another roster: they say which people of which namespace it is about. */
const identity = ["namespaceArn", "federationRole", "groupPrefix"] as const;
const others = [
  "people",
  "peopleCount",
  "readers",
  "authors",
  "admins",
  "removalPercent",
  "removalAtLeast",
  "minimumAdmins",
] as const satisfies readonly (keyof RosterState)[];

/** The properties of a roster: what {@link scopeOf} and {@link guardOf} read back. */
export function rosterState(
  scope: NamespaceScope,
  roster: Roster,
  guard: GuardSettings,
): RosterState {
  return {
    namespaceArn: namespaceArnOf(scope),
    federationRole: scope.federationRole,
    groupPrefix: scope.groupPrefix,
    ...describePeople(roster),
    removalPercent: guard.removals.percent,
    removalAtLeast: guard.removals.atLeast,
    minimumAdmins: guard.minimumAdmins,
  };
}

function describePeople(roster: Roster) {
  const admins = roster.filter(({ role }) => isAdmin(role)).length;
  const readers = roster.filter(({ role }) => isReader(role)).length;
  return {
    people: formatRoster(roster),
    peopleCount: roster.length,
    readers,
    authors: roster.length - readers - admins,
    admins,
  };
}

function scopeOf({ namespaceArn, federationRole, groupPrefix }: RosterState): NamespaceScope {
  return { ...parseNamespaceArn(namespaceArn), federationRole, groupPrefix };
}

function guardOf({ removalPercent, removalAtLeast, minimumAdmins }: RosterState): GuardSettings {
  return { removals: { percent: removalPercent, atLeast: removalAtLeast }, minimumAdmins };
}

/**
 * Runs the guard on what the preview can know without a call: the people of the state against those of the program.
 *
 * A check makes no network call; `update` asks again with what QuickSight really holds.
 */
export function checkRoster(
  olds: Partial<RosterState>,
  news: RosterState,
  context: ProviderContext,
): { inputs: RosterState; failures?: { property: string; reason: string }[] } {
  const inputs = news;
  const known = [news.people, news.namespaceArn].every((value) => value !== unknownValue);
  if (olds.people === undefined || olds.people === news.people || !known) return { inputs };
  const { refusal } = judge(
    scopeOf(news),
    parseRosterText(news.people),
    namespaceOf(parseRosterText(olds.people)),
    guardOf(news),
    readApprovals(context.environment),
  );
  return refusal === undefined
    ? { inputs }
    : { inputs, failures: [{ property: "people", reason: refusal }] };
}

/** A roster as if it were what QuickSight holds. */
function namespaceOf(roster: Roster): ActualNamespace {
  const people = roster.map(({ email, role, groups }) => ({
    email,
    registeredEmail: email,
    role,
    groups,
  }));
  return { people, unmanaged: [], groups: [], unmanagedGroups: [] };
}

/** What differs, and whether it makes another resource. */
export function diffRoster(
  olds: Stored<RosterState>,
  news: Stored<RosterState>,
): { changes: boolean; replaces: string[] } {
  return diffStored(olds, news, identity, others);
}

/** Brings the namespace to the roster. People who are there already, under the federation role, are adopted. */
export async function createRoster(
  news: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; outs: RosterState }> {
  const id = idOf(news);
  await apply(id, news, context);
  return { id, outs: stateOf(news) };
}

/** Brings the namespace to the changed roster; also goes on where a run stopped halfway. */
export async function updateRoster(
  id: string,
  news: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ outs: RosterState }> {
  await apply(id, news, context);
  return { outs: stateOf(news) };
}

/** What QuickSight holds now, as the same text; gone only when QuickSight says that the namespace is not there. */
export function readRoster(
  id: string,
  props: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; props?: RosterState; inputs?: RosterState }> {
  return withPlainErrors(() => readState(id, props, context));
}

async function readState(
  id: string,
  props: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; props?: RosterState; inputs?: RosterState }> {
  const actual = await readOrGone(props, context);
  if (actual === undefined) return { id: "" };
  const known = new Set(parseRosterText(props.people).map(({ email }) => email));
  const roster = actual.people.filter((person) => !isWaiting(person) || known.has(person.email));
  const state = { ...stateOf(props), ...describePeople(roster) };
  return { id, props: state, inputs: state };
}

/**
 * Removes the people of this roster, and nobody else, under the same guard as any other removal. Any namespace but `default`
 * is about to be deleted as well, with everybody in it: that is refused while it has people who are not ours to delete.
 */
export function deleteRoster(props: Stored<RosterState>, context: ProviderContext): Promise<void> {
  return withPlainErrors(() => removePeople(props, context));
}

async function removePeople(props: Stored<RosterState>, context: ProviderContext): Promise<void> {
  const actual = await readOrGone(props, context);
  if (actual === undefined) return;
  const { namespace } = scopeOf(props);
  if (namespace !== "default" && actual.unmanaged.length > 0) {
    const names = actual.unmanaged.map(({ userName }) => userName).join(", ");
    throw new Error(
      `namespace ${namespace} has people who are not managed here, and deleting it would delete them: ${names}; delete them yourself first`,
    );
  }
  await apply(idOf(props), { ...props, people: "" }, context);
}

function idOf(state: RosterState): string {
  const { accountId, namespace } = scopeOf(state);
  return `${accountId}/${namespace}`;
}

async function apply(
  id: string,
  wanted: Stored<RosterState>,
  { profile, environment }: ProviderContext,
): Promise<void> {
  const scope = scopeOf(wanted);
  const client = createQuickSight({ region: scope.identityRegion, profile });
  try {
    const desired = parseRosterText(wanted.people);
    const approvals = readApprovals(environment);
    const applied = await reconcile(client, scope, desired, guardOf(wanted), approvals);
    printNotices(scope.namespace, applied.plan.notices);
    if (applied.failed.length > 0) {
      const properties = { ...stateOf(wanted), __provider: wanted.__provider };
      throw new PartialFailure(id, properties, describeFailures(scope.namespace, applied));
    }
  } finally {
    client.destroy();
  }
}

async function readOrGone(
  props: RosterState,
  { profile }: ProviderContext,
): Promise<ActualNamespace | undefined> {
  const scope = scopeOf(props);
  const client = createQuickSight({ region: scope.identityRegion, profile });
  try {
    return await readNamespace(client, scope);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
