import {
  type ActualNamespace,
  describeUnknown,
  findProtection,
  formatRoster,
  type GovernedNamespace,
  peopleSubject,
  type PeopleStep,
} from "@quicksight-governance/core/people";
import type { RunOptions } from "@quicksight-governance/core/reconcile";
import { emptied } from "./emptied.ts";
import { governedAfter } from "./governedAfter.ts";
import { keepGroups } from "./groupsText.ts";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { readDrift } from "./readDrift.ts";
import { readOrGone } from "./readOrGone.ts";
import { findRefusal, shownBetween, shownFirst } from "./rosterPreview.ts";
import {
  describePeople,
  governedOf,
  identityFields,
  type RosterState,
  upgradeRoster,
} from "./rosterState.ts";
import { say } from "./say.ts";
import { runInStack } from "./runInStack.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";
import { withCaller } from "./withCaller.ts";
import { withLines } from "./withLines.ts";

/**
 * Runs the guard on what the preview knows: the people of the state, as the refresh before it has read them, against those of
 * the program. A roster that is not in the state yet is the one case where QuickSight is asked here: what is there already is
 * in no state, and nothing may be taken that no preview has shown.
 *
 * A refusal names no property: the engine would print its value, which is everybody.
 */
export function checkRoster(
  olds: Partial<RosterState>,
  news: RosterState,
  context: ProviderContext,
): Promise<{ inputs: RosterState; failures?: { property: string; reason: string }[] }> {
  return withPlainErrors(`comparing the people of ${news.namespaceArn}`, async () => {
    const inputs = news;
    const known = Object.values(news).every((value) => value !== unknownValue);
    if (!known) return { inputs };
    const before = olds.people === undefined ? undefined : upgradeRoster(olds as RosterState);
    const reason = await findRefusal(before, news, context);
    return reason === undefined ? { inputs } : { inputs, failures: [{ property: "", reason }] };
  });
}

/**
 * What differs, and whether it makes another resource. The one before goes first: QuickSight refuses to register a federated
 * identity in a namespace while another one of the account has it.
 */
export function diffRoster(
  olds: Stored<RosterState>,
  news: Stored<RosterState>,
): { changes: boolean; replaces: string[]; deleteBeforeReplace?: boolean } {
  const diff = diffStored(upgradeRoster(olds), upgradeRoster(news), identityFields);
  return diff.replaces.length === 0 ? diff : { ...diff, deleteBeforeReplace: true };
}

/** Brings the namespace to the roster. People who are there already, under the federation role, are adopted. */
export function createRoster(
  news: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; outs: RosterState }> {
  return withPlainErrors(`registering the people of ${news.namespaceArn}`, async () => {
    const id = idOf(news);
    await apply(id, news, withLines(governedOf(news)), context, shownFirst(news));
    return { id, outs: stateOf(news) };
  });
}

/**
 * Brings the namespace to the changed roster; also goes on where a run stopped halfway.
 *
 * @param olds what the preview has compared with; absent when an older shell calls, which did not hand it on
 */
export function updateRoster(
  id: string,
  news: Stored<RosterState>,
  context: ProviderContext,
  olds?: Stored<RosterState>,
): Promise<{ outs: RosterState }> {
  return withPlainErrors(`changing the people of ${news.namespaceArn}`, async () => {
    const before = olds && upgradeRoster(olds);
    const governed = withLines(
      before === undefined ? governedOf(news) : governedAfter(before, news),
    );
    const isShown = before && shownBetween(before, news);
    await apply(id, news, governed, context, isShown);
    return { outs: stateOf(news) };
  });
}

/** What QuickSight holds now, as the same text; gone only when QuickSight says that the namespace is not there. */
export function readRoster(
  id: string,
  props: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; props?: RosterState; inputs?: RosterState }> {
  const state = upgradeRoster(props);
  return withPlainErrors(`reading the people of ${state.namespaceArn}`, async () => {
    const governed = governedOf(state);
    const actual = await readOrGone(governed, context);
    if (actual === undefined) return { id: "" };
    // An update says it as well; where nothing is to be changed, nobody else would.
    for (const unknown of describeUnknown(governed, actual)) say(governed.scope.namespace, unknown);
    const read = stateOf(currentOf(state, governed, actual));
    return { id, props: read, inputs: read };
  });
}

/**
 * Removes the people of this roster, and nobody else, under the same guard as any other removal. The successor group goes with
 * the stack, so nothing is handed over: what only these people own speaks against it, and a person decides.
 */
export function deleteRoster(props: Stored<RosterState>, context: ProviderContext): Promise<void> {
  const state = upgradeRoster(props);
  return withPlainErrors(`removing the people of ${state.namespaceArn}`, async () => {
    const nobody = emptied(state);
    const actual = await readOrGone(nobody, context);
    if (actual === undefined) return;
    if (nobody.everybodyGoes === true) refuseBystanders(nobody, actual);
    await apply(idOf(state), state, nobody, context, undefined);
  });
}

/** The namespace is about to be deleted as well, with everybody in it; who waits for a group is part of the plan then. */
function refuseBystanders(governed: GovernedNamespace, actual: ActualNamespace): void {
  const { namespace } = governed.scope;
  const protection = findProtection(governed);
  const kept = actual.people.filter((person) => protection(person) !== undefined);
  const names = [
    ...actual.unmanaged.map(({ userName }) => userName),
    ...kept.map((p) => p.session),
  ];
  if (names.length === 0) return;
  throw new Error(
    `namespace ${namespace} has people who are not managed here or are protected, and deleting it would delete them: ${names.join(", ")}; delete them yourself first, or take them out of the guard's settings`,
  );
}

function idOf(state: RosterState): string {
  const { accountId, namespace } = governedOf({ ...state, people: "" }).scope;
  return `${accountId}/${namespace}`;
}

/** The state with who is there now. */
function currentOf(
  state: Stored<RosterState>,
  governed: GovernedNamespace,
  actual: ActualNamespace,
): Stored<RosterState> {
  const groups = keepGroups(state.groups, actual.groups);
  const isOpen = governed.selfUpgrade === "deny" && actual.selfUpgrades?.door === "open";
  const door = isOpen ? { selfUpgrade: "open" as const } : {};
  const { people, arrived } = readDrift(governed, actual);
  const drift = { ...describePeople(people), arrived: formatRoster(arrived) };
  return { ...state, ...door, groups, ...drift };
}

async function apply(
  id: string,
  desired: Stored<RosterState>,
  governed: GovernedNamespace,
  context: ProviderContext,
  isShown: RunOptions<GovernedNamespace, PeopleStep>["isShown"],
): Promise<void> {
  const { scope, dataRegions } = governed;
  const { identityRegion } = scope;
  const { lockBucket, dataRegion: region } = desired;
  const place = { identityRegion, dataRegions, region, lockBucket, isShown };
  const known = await withCaller(governed, context);
  const problem = await runInStack(peopleSubject, known, place, context);
  if (problem === "") return;
  // What is there now is what the next preview must compare with; where it cannot be read, the refresh before it will.
  const actual = await readOrGone(governed, context).catch(() => undefined);
  const current = actual === undefined ? desired : currentOf(desired, governed, actual);
  const newcomersBefore = governed.newcomersBefore?.join(" ") ?? "";
  throw new PartialFailure(id, { ...current, newcomersBefore }, problem);
}
