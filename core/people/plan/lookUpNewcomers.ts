import {
  AccessDeniedException,
  paginateListUsers,
  type QuickSightClient,
  type User,
} from "@aws-sdk/client-quicksight";
import type { Clients } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import { type NamespaceScope, sessionOf, userNameOf } from "../../aws/scope.ts";
import type { Plan } from "../../reconcile/subject.ts";
import { describeUser } from "../describeUser.ts";
import { findGroups } from "../findGroups.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { pageSize } from "../pageSize.ts";
import { type PeopleStep, selfRegistration } from "../step.ts";
import { describeSpellings } from "./describeSpellings.ts";
import { type ForeignUser, planMoves } from "./planMoves.ts";

/** Newcomers who are asked for one by one; see {@link isListed}. */
const mostAsked = 100;

/**
 * Whether `default` is listed, or each newcomer asked for. Questions go side by side, the pages of a listing one after the other,
 * and nobody knows beforehand how many: everybody is in `default` who ever signed in. Up to a hundred questions are as many calls
 * as list 10,000 people, and take less time.
 */
export function isListed(newcomers: number): boolean {
  return newcomers > mostAsked;
}

/**
 * The plan with what is to be done about newcomers who are in `default` already; see {@link planMoves}. Makes no call in `default`
 * itself, nor when nobody is to be registered.
 *
 * Another spelling is another identity to QuickSight: it does not stand in the way, and is only reported, where it is seen. Whoever
 * runs this and may not read `default` goes on without: who is there then fails alone, with the reason.
 */
export async function lookUpNewcomers(
  { identity }: Clients<"reading">,
  governed: GovernedNamespace,
  plan: Plan<PeopleStep>,
): Promise<Plan<PeopleStep>> {
  const { scope } = governed;
  const sessions = plan.steps.flatMap((step) => (step.kind === "register" ? [step.session] : []));
  if (scope.namespace === selfRegistration || sessions.length === 0) return plan;
  const there = { ...scope, namespace: selfRegistration };
  try {
    const users = isListed(sessions.length)
      ? await listUsers(identity, there)
      : await askFor(identity, there, sessions);
    const known = sessions.filter((session) => users.has(session));
    const found = await mapParallel(known, async (session): Promise<[string, ForeignUser][]> => {
      const { Role: role = "", CustomPermissionsName: customPermissions } =
        users.get(session) ?? {};
      const groups = await findGroups(identity, there, userNameOf(there, session));
      return groups === undefined ? [] : [[session, { role, customPermissions, groups }]];
    });
    const notices = [...plan.notices, ...describeSpellings(sessions, users)].sort();
    return planMoves(governed, { ...plan, notices }, new Map(found.flat()));
  } catch (error) {
    if (!(error instanceof AccessDeniedException)) throw error;
    const notice = `could not look for newcomers in namespace ${selfRegistration} (${describeError(error)}): who registered themselves there cannot be registered here; allow quicksight:DescribeUser, ListUsers and ListUserGroups on its users`;
    return { ...plan, notices: [...plan.notices, notice].sort() };
  }
}

async function askFor(
  client: QuickSightClient,
  scope: NamespaceScope,
  sessions: readonly string[],
): Promise<Map<string, User>> {
  const answers = await mapParallel(sessions, async (session): Promise<[string, User][]> => {
    const user = await describeUser(client, scope, session);
    return isFederated(user) ? [[session, user]] : [];
  });
  return new Map(answers.flat());
}

/** The people of the federation role, by session name. */
async function listUsers(
  client: QuickSightClient,
  scope: NamespaceScope,
): Promise<Map<string, User>> {
  const users = new Map<string, User>();
  const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
  for await (const { UserList = [] } of paginateListUsers({ client, pageSize }, address)) {
    for (const user of UserList) {
      const session = sessionOf(scope, user.UserName ?? "");
      if (session !== undefined && isFederated(user)) users.set(session, user);
    }
  }
  return users;
}

/** A user with a password of QuickSight's own may have any name. */
function isFederated(user: User | undefined): user is User {
  return user?.IdentityType === "IAM";
}
