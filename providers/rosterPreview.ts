import { groupNameOf, groupOf, openApi, userNameOf } from "@quicksight-governance/core/aws";
import {
  type ActualNamespace,
  describeLicences,
  licencesOfPlan,
  lineOfMove,
  lookUpNewcomers,
  parseRosterText,
  peopleSubject,
  type PeopleSituation,
} from "@quicksight-governance/core/people";
import { say } from "./say.ts";
import { judgeInPreview } from "./judgeInPreview.ts";
import { readOrGone } from "./readOrGone.ts";
import { emptied } from "./emptied.ts";
import { governedAfter } from "./governedAfter.ts";
import { governedOf, type RosterState } from "./rosterState.ts";
import type { ProviderContext } from "./stored.ts";
import { withLines } from "./withLines.ts";

/**
 * Why the guard refuses a change of a roster, or of what it is about; undefined when it does not.
 *
 * @param olds absent when the roster is not in the state: then QuickSight is asked what is there
 */
export async function findRefusal(
  olds: RosterState | undefined,
  news: RosterState,
  context: ProviderContext,
): Promise<string | undefined> {
  if (olds === undefined) return refuseFirst(news, context, lookElsewhere);
  if (olds.namespaceArn !== news.namespaceArn) {
    const [nobody, everybody] = [emptied(olds), actualOf(olds, olds)];
    const removal = peopleSubject.plan(nobody, everybody, {});
    const gone = await judgeInPreview(
      peopleSubject,
      { desired: nobody, actual: everybody, plan: removal },
      olds,
      context,
    );
    // The namespace before may be the one that newcomers are looked for in, and nobody is there any more by then.
    const first = await refuseFirst(news, context, ({ plan }) => Promise.resolve(plan));
    const refusals = [gone, first].filter((refusal) => refusal !== undefined);
    return refusals.length === 0 ? undefined : refusals.join("\n");
  }
  if (olds.people === news.people && !isOther(olds, news)) return undefined;
  const governed = withLines(governedAfter(olds, news));
  const actual = actualOf(olds, news);
  const plan = peopleSubject.plan(governed, actual, {});
  sayCost(governed.scope.namespace, plan.steps);
  return judgeInPreview(peopleSubject, { desired: governed, actual, plan }, news, context);
}

/** Whether the new inputs are about other people, or about other groups. */
export function isOther(olds: RosterState, news: RosterState): boolean {
  const fields = ["namespaceArn", "federationRole", "groupPrefix", "groupNames"] as const;
  return fields.some((field) => olds[field] !== news[field]);
}

/** A namespace that is made with the roster: its newcomers may be elsewhere already. */
const nobodyYet: ActualNamespace = {
  people: [],
  unmanaged: [],
  groups: [],
  descriptions: {},
  unmanagedGroups: [],
};

/** What is there when a roster is made is in no state, so that nothing of it has been shown but its own people. */
async function refuseFirst(
  news: RosterState,
  context: ProviderContext,
  look: typeof lookElsewhere,
): Promise<string | undefined> {
  const desired = withLines(governedOf(news));
  let situation: PeopleSituation;
  try {
    const actual = (await readOrGone(desired, context)) ?? nobodyYet;
    const planned = { desired, actual, plan: peopleSubject.plan(desired, actual, {}) };
    situation = { ...planned, plan: await look(planned, context) };
  } catch {
    // Whoever reviews a change need not be allowed to read QuickSight; the update asks again.
    return undefined;
  }
  sayCost(desired.scope.namespace, situation.plan.steps);
  return judgeInPreview(peopleSubject, situation, news, context, shownFirst(news));
}

/** What a change costs, for whoever reviews it. */
function sayCost(namespace: string, steps: PeopleSituation["plan"]["steps"]): void {
  const cost = describeLicences(licencesOfPlan(steps));
  if (cost !== undefined) say(namespace, `this change ${cost}`);
}

/** The plan, with those of its newcomers who registered themselves in another namespace. */
async function lookElsewhere(
  { desired, plan }: PeopleSituation,
  { profile }: ProviderContext,
): Promise<PeopleSituation["plan"]> {
  const { scope, dataRegions } = desired;
  const api = openApi({ identity: scope.identityRegion, data: dataRegions }, { profile });
  try {
    return await lookUpNewcomers(api.reading, desired, plan);
  } finally {
    api.close();
  }
}

/**
 * What a preview from one state to the other shows that would be taken.
 *
 * A newcomer's line, which says that they come to be in this namespace, also shows that a user of theirs goes who registered
 * themselves elsewhere and has nothing: a preview of a change does not ask QuickSight, and what they end up with is in the line.
 */
export function shownBetween(olds: RosterState, news: RosterState): (line: string) => boolean {
  const governed = governedAfter(olds, news);
  const { steps } = peopleSubject.plan(governed, actualOf(olds, news), {});
  const newcomers = steps.filter(({ kind }) => kind === "register");
  const isShown = isAmong([
    ...steps.flatMap((step) => peopleSubject.takes(step)),
    ...newcomers.flatMap((step) => ("session" in step ? [lineOfMove(step.session)] : [])),
  ]);
  // Who is in the group of newcomers stands in no state; that it is another, or none, is shown by its name.
  const left = (governed.newcomersBefore ?? []).map((group) => ` out of ${group}`);
  return (line) => isShown(line) || left.some((end) => line.endsWith(end));
}

/** What the preview of a roster that is made shows that would be taken: see {@link shownBetween} about its newcomers. */
export function shownFirst(news: RosterState): (line: string) => boolean {
  return isAmong(governedOf(news).people.map(({ session }) => lineOfMove(session)));
}

function isAmong(lines: readonly string[]): (line: string) => boolean {
  const shown = new Set(lines);
  return (line) => shown.has(line);
}

/** The people of a state as if they were what QuickSight holds, seen by whoever manages another state. */
function actualOf(olds: RosterState, news: RosterState): ActualNamespace {
  const { scope, groups = {}, ...held } = governedOf(olds);
  const people = [...held.people, ...parseRosterText(olds.arrived)];
  const theirs = governedOf({ ...news, people: "" }).scope;
  const see = (some: readonly string[]) =>
    some.flatMap((group) => groupOf(theirs, groupNameOf(scope, group)) ?? []);
  const none = { groups: see(Object.keys(groups)), descriptions: {}, unmanagedGroups: [] };
  const seen = people.map((person) => ({ ...person, groups: see(person.groups) }));
  if (olds.federationRole === news.federationRole) return { ...none, people: seen, unmanaged: [] };
  const unmanaged = seen.map(({ session, email, role, groups }) => ({
    userName: userNameOf(scope, session),
    role,
    email,
    principalId: "",
    groups,
  }));
  return { ...none, people: [], unmanaged };
}
