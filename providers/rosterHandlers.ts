import { createQuickSight } from "@quicksight-governance/core/aws";
import {
  type ActualNamespace,
  describeFailures,
  findProtection,
  type GovernedNamespace,
  judge,
  readNamespace,
  type Roster,
  runReconcile,
} from "@quicksight-governance/core/people";
import { describeOwner, readApprovals } from "@quicksight-governance/core/reconcile";
import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import { findLines } from "./findLines.ts";
import { isNamespaceGone } from "./isNamespaceGone.ts";
import { PartialFailure } from "./partialFailure.ts";
import { plainError, withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { printProgress } from "./printProgress.ts";
import { readDrift } from "./readDrift.ts";
import {
  describePeople,
  governedOf,
  identityFields,
  otherFields,
  type RosterState,
  withDefaults,
} from "./rosterState.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

/**
 * Runs the guard on what the preview can know without a call: the people of the state against those of the program.
 *
 * A check makes no network call; `update` asks again with what QuickSight really holds. A refusal names no property: the
 * engine would print its value, which is everybody.
 */
export function checkRoster(
  olds: Partial<RosterState>,
  news: RosterState,
  context: ProviderContext,
): { inputs: RosterState; failures?: { property: string; reason: string }[] } {
  const inputs = news;
  const known = Object.values(news).every((value) => value !== unknownValue);
  if (olds.people === undefined || olds.people === news.people || !known) return { inputs };
  try {
    const reason = findRefusal(olds.people, news, context);
    return reason === undefined ? { inputs } : { inputs, failures: [{ property: "", reason }] };
  } catch (error) {
    throw plainError(`comparing the people of ${news.namespaceArn}`, error);
  }
}

function findRefusal(
  had: string,
  news: RosterState,
  { environment }: ProviderContext,
): string | undefined {
  const now = governedOf({ ...news, people: had });
  const governed = withLines(governedOf(news));
  return judge(governed, namespaceOf(now.desired), readApprovals(environment)).refusal;
}

/** A roster as if it were what QuickSight holds. */
function namespaceOf(roster: Roster): ActualNamespace {
  const people = roster.map((person) => ({ ...person, registeredEmail: person.email }));
  return { people, unmanaged: [], groups: [], descriptions: {}, unmanagedGroups: [] };
}

function withLines(governed: GovernedNamespace): GovernedNamespace {
  const { scope, desired, source } = governed;
  return { ...governed, desired: findLines(desired, scope.namespace, source) };
}

/** What differs, and whether it makes another resource. */
export function diffRoster(
  olds: Stored<RosterState>,
  news: Stored<RosterState>,
): { changes: boolean; replaces: string[] } {
  return diffStored(withDefaults(olds), withDefaults(news), identityFields, otherFields);
}

/** Brings the namespace to the roster. People who are there already, under the federation role, are adopted. */
export function createRoster(
  news: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; outs: RosterState }> {
  return withPlainErrors(`registering the people of ${news.namespaceArn}`, async () => {
    const id = idOf(news);
    await apply(id, news, withLines(governedOf(news)), context);
    return { id, outs: stateOf(news) };
  });
}

/** Brings the namespace to the changed roster; also goes on where a run stopped halfway. */
export function updateRoster(
  id: string,
  news: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ outs: RosterState }> {
  return withPlainErrors(`changing the people of ${news.namespaceArn}`, async () => {
    await apply(id, news, withLines(governedOf(news)), context);
    return { outs: stateOf(news) };
  });
}

/** What QuickSight holds now, as the same text; gone only when QuickSight says that the namespace is not there. */
export function readRoster(
  id: string,
  props: Stored<RosterState>,
  context: ProviderContext,
): Promise<{ id: string; props?: RosterState; inputs?: RosterState }> {
  return withPlainErrors(`reading the people of ${props.namespaceArn}`, async () => {
    const governed = governedOf(props);
    const actual = await readOrGone(governed, context);
    if (actual === undefined) return { id: "" };
    const state = { ...stateOf(props), ...describePeople(readDrift(governed, actual)) };
    return { id, props: state, inputs: state };
  });
}

/**
 * Removes the people of this roster, and nobody else, under the same guard as any other removal. The successor group goes with
 * the stack, so nothing is handed over: what only these people own speaks against it, and a person decides.
 */
export function deleteRoster(props: Stored<RosterState>, context: ProviderContext): Promise<void> {
  return withPlainErrors(`removing the people of ${props.namespaceArn}`, async () => {
    const governed = governedOf(props);
    const actual = await readOrGone(governed, context);
    if (actual === undefined) return;
    const goesToo = governed.scope.namespace !== "default" && props.existing !== true;
    if (goesToo) refuseBystanders(governed, actual);
    const nobody: GovernedNamespace = {
      ...governed,
      desired: [],
      guard: { ...governed.guard, leavers: "remove", successor: undefined },
      reasonOfAbsence: "the stack is being destroyed",
      everybodyGoes: goesToo,
    };
    await apply(idOf(props), props, nobody, context);
  });
}

/** The namespace is about to be deleted as well, with everybody in it; who waits for a group is part of the plan then. */
function refuseBystanders(governed: GovernedNamespace, actual: ActualNamespace): void {
  const { namespace } = governed.scope;
  const protection = findProtection(governed);
  const kept = actual.people.filter(({ email }) => protection(email) !== undefined);
  const names = [...actual.unmanaged.map(({ userName }) => userName), ...kept.map((p) => p.email)];
  if (names.length === 0) return;
  throw new Error(
    `namespace ${namespace} has people who are not managed here or are protected, and deleting it would delete them: ${names.join(", ")}; delete them yourself first, or take them out of the guard's settings`,
  );
}

function idOf(state: RosterState): string {
  const { accountId, namespace } = governedOf({ ...state, people: "" }).scope;
  return `${accountId}/${namespace}`;
}

async function apply(
  id: string,
  wanted: Stored<RosterState>,
  governed: GovernedNamespace,
  { profile, environment }: ProviderContext,
): Promise<void> {
  const { namespace } = governed.scope;
  const { lockBucket: bucket } = wanted;
  const applied = await runReconcile({
    governed,
    profile,
    approvals: readApprovals(environment),
    lock: bucket === undefined ? undefined : { bucket, region: governed.dataRegion },
    owner: describeOwner("pulumi"),
    onProgress: printProgress(namespace),
    say: (message) => {
      console.log(`${namespace}: ${message}`);
    },
  });
  printNotices(namespace, applied.plan.notices);
  if (applied.failed.length === 0) return;
  const properties = { ...stateOf(wanted), __provider: wanted.__provider };
  throw new PartialFailure(id, properties, describeFailures(namespace, applied));
}

async function readOrGone(
  { scope, desired }: GovernedNamespace,
  { profile }: ProviderContext,
): Promise<ActualNamespace | undefined> {
  const client = createQuickSight({ region: scope.identityRegion, profile });
  try {
    return await readNamespace(client, scope, desired);
  } catch (error) {
    const gone =
      error instanceof ResourceNotFoundException && (await isNamespaceGone(client, scope));
    if (gone) return undefined;
    throw error;
  } finally {
    client.destroy();
  }
}
