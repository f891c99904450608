import type { Guarded } from "../../reconcile/subject.ts";
import type { SignedIn } from "./findSignedIn.ts";

/** A role that people may sign in through, and that the settings give up. */
export interface LostRole {
  readonly name: string;
  /** The URN of the role in the state, where the stack made it: the engine would delete it, or forget it. */
  readonly urn?: string;
}

/** The federation role that an account is to have, and those that it gives up. */
export interface GovernedSignIn {
  readonly accountId: string;
  /** The settings that say so. */
  readonly federation: { readonly role: string; readonly existing: boolean };
  /** The Region whose account stack owns the role by the settings, where that is another one: then the role is existing here. */
  readonly globalRegion?: string | undefined;
  /** The roles that the account stack has now and would not have any more. */
  readonly lost: readonly LostRole[];
}

/** Somebody cannot sign in as who they are any more. */
export interface StrandStep extends SignedIn {
  readonly kind: "strand";
  readonly reason: string;
}

/** Everybody who signs in through a role that goes. */
export function planStranding({ lost }: GovernedSignIn, people: readonly SignedIn[]) {
  const steps = people
    .filter(({ role }) => lost.some(({ name }) => name === role))
    .map((person): StrandStep => {
      const reason = `namespace ${person.namespace}, signs in through ${person.role}`;
      return { kind: "strand", ...person, reason };
    });
  return { steps, notices: [], unchanged: people.length - steps.length };
}

/**
 * Whether an account stack may give up a federation role. Its resources are native: the engine takes the role, or forgets it. An
 * account stack has no ledger, so an approval holds for a day: a run that failed can be finished with it, and it approves nothing
 * once the role has changed.
 */
export const signInGuard: Guarded<GovernedSignIn, readonly SignedIn[], StrandStep> = {
  name: "sign-in",
  rules: [
    {
      name: "people-stranded",
      counts: ({ desired: { lost }, plan }) =>
        lost.map(({ name }) => {
          const { length: count } = plan.steps.filter(({ role }) => role === name);
          return { subject: name, count, of: count };
        }),
      limit: () => 0,
      say: ({ subject, count }, desired) =>
        `${settingsOf(subject, desired)[0]}: ${describeCount(count)} in through the role ${subject}, ${describeChange(subject, desired)}; the limit is 0: their users would stay in QuickSight with all they own, and nobody would manage them or sign in as them any more. Set ${settingsOf(subject, desired).join(" and ")} back, or have these people removed from QuickSight first${describeHandOver(subject, desired)}`,
    },
  ],
  steps: { strand: { describe: ({ session }) => `- ${session}` } },
  takes: ({ namespace, session }) => [`strand ${session} of ${namespace}`],
  needsJournal: () => false,
  identify: ({ accountId, federation: { role, existing } }) => ({ accountId, role, existing }),
  verbatim: ({ role, namespace, session }) => ({ role, namespace, session }),
  placeOf: ({ accountId }) => `account ${accountId}`,
};

function describeCount(count: number): string {
  return count === 1 ? "1 person signs" : `${count.toLocaleString("en-US")} people sign`;
}

/** The settings that give a role up, and would have to be set back. */
function settingsOf(
  role: string,
  { federation, globalRegion, lost }: GovernedSignIn,
): readonly [string, ...string[]] {
  const other = "account.globalRegion";
  if (globalRegion === undefined) return ["account.federation"];
  if (role === federation.role) return [other];
  // One that this stack only used is not given up by who owns it.
  const isMade = lost.some(({ name, urn }) => name === role && urn !== undefined);
  return isMade ? ["account.federation", other] : ["account.federation"];
}

function describeChange(role: string, { federation, globalRegion }: GovernedSignIn): string {
  const setting = globalRegion === undefined ? "existing: true" : `globalRegion: ${globalRegion}`;
  return role === federation.role
    ? `which this stack made and would give up (${setting})`
    : `which would give way to ${federation.role}`;
}

/** How a role that stays passes from this stack to somebody else; its policy hangs on it, and is forgotten with it. */
function describeHandOver(
  role: string,
  { federation, globalRegion, lost }: GovernedSignIn,
): string {
  const urn = lost.find(({ name }) => name === role)?.urn;
  const keeper =
    globalRegion === undefined ? "somebody else" : `the account stack of ${globalRegion}`;
  return federation.existing && role === federation.role && urn !== undefined
    ? `. If ${keeper} is to keep this role, take it out of the state first: pulumi state delete --target-dependents '${urn}'`
    : "";
}
