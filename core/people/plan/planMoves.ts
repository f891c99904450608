import type { Plan } from "../../reconcile/subject.ts";
import { deletionCommand } from "../deletionCommand.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { compareSteps } from "../order.ts";
import { type PeopleStep, selfRegistration, type StepOf } from "../step.ts";
import { findProtection } from "./findProtection.ts";
import { isWaiting } from "./planLeaver.ts";
import { foreignProfile } from "./planPerson.ts";

/** A user of the federation role in another namespace. */
export interface ForeignUser {
  /** As QuickSight says it, which has roles that this program does not give. */
  readonly role: string;
  /** The custom permissions profile applied to the user itself, if any. */
  readonly customPermissions?: string | undefined;
  /** Every group they are in, as QuickSight names it. */
  readonly groups: readonly string[];
}

/**
 * The plan with what is to be done about newcomers who are in `default` already: QuickSight has a federated identity in one
 * namespace only, and refuses to register it in a second one. Pure.
 *
 * Who registered themselves there and has nothing, or is in the group of newcomers there, is moved: deleted there, before they are registered here. Everybody else of
 * that name stays as they are and is not registered; a notice says who they are and what to do. So do people who are protected
 * here: a user would be taken from them.
 *
 * A profile that the settings do not name goes with them, as in a downgrade: it restricts them. One that the settings name is
 * given by groups here, and is lifted where no group gives it.
 *
 * @param found newcomers who are in `default`, by session name
 */
export function planMoves(
  governed: GovernedNamespace,
  plan: Plan<PeopleStep>,
  found: ReadonlyMap<string, ForeignUser>,
): Plan<PeopleStep> {
  if (found.size === 0) return plan;
  const protection = findProtection(governed);
  const moves: PeopleStep[] = [];
  const registrations = new Map<string, StepOf<"register">>();
  const notices: string[] = [];
  for (const step of plan.steps) {
    const user = step.kind === "register" ? found.get(step.session) : undefined;
    if (step.kind !== "register" || user === undefined) continue;
    const kept = protection(step);
    if (kept === undefined && isWaiting(user, governed.waitingIn)) {
      const { move, register } = planMove(governed, step, user);
      moves.push(move);
      registrations.set(step.session, register);
    } else {
      notices.push(describeKept(governed, step, user, kept));
    }
  }
  const steps = plan.steps.flatMap((step): PeopleStep[] => {
    if (!("session" in step) || !found.has(step.session)) return [step];
    const register = registrations.get(step.session);
    if (register === undefined) return [];
    return [step.kind === "register" ? register : step];
  });
  return {
    ...plan,
    steps: [...moves, ...steps].sort(compareSteps),
    notices: [...plan.notices, ...notices].sort(),
  };
}

function planMove(
  governed: GovernedNamespace,
  step: StepOf<"register">,
  user: ForeignUser,
): { readonly move: StepOf<"move">; readonly register: StepOf<"register"> } {
  const { session, email, role, reason } = step;
  const was = user.customPermissions;
  // What is owed to them from before yields to what somebody gave them since.
  const owed = foreignProfile(governed, step);
  const ofSettings = owed === undefined ? step.customPermissions : undefined;
  const customPermissions = ofSettings ?? foreignProfile(governed, user) ?? owed;
  const keeps = was !== undefined && customPermissions === was;
  const profile = was === undefined ? {} : keeps ? { keeps: was } : { lifts: was };
  return {
    move: { kind: "move", session, email, role, from: selfRegistration, ...profile, reason },
    // What the move notes in the journal, the registration gives back.
    register: {
      ...step,
      ...(customPermissions === undefined ? {} : { customPermissions }),
      ...(keeps ? { restores: step.restores ?? true } : {}),
    },
  };
}

function describeKept(
  { scope, waitingIn }: GovernedNamespace,
  { session, reason }: StepOf<"register">,
  { role, groups }: ForeignUser,
  kept: string | undefined,
): string {
  const there = { ...scope, namespace: selfRegistration };
  const membership = groups.length === 0 ? "" : `, member of ${groups.join(", ")}`;
  const why = kept === undefined ? "" : ` and is kept ${kept}`;
  const [only] = groups;
  const mayWait =
    waitingIn === undefined && role === "READER" && only !== undefined && groups.length === 1;
  const hint = mayWait
    ? ` Where ${only} is the group of newcomers there, name it in identity.waitingIn, and they are moved`
    : "";
  return (
    `${session}: ${reason}, but is in namespace ${selfRegistration} (${role}${membership})${why}; not registered here, as QuickSight has a federated identity in one namespace only. ` +
    `Where a stack put them there, take their rows of ${selfRegistration} out and run it first; else hand over what they own, and delete them: ${deletionCommand(there, session)}. ` +
    `Or put their rows under ${selfRegistration}${hint === "" ? "" : `.${hint}`}`
  );
}
