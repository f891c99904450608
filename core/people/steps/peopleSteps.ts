import {
  CreateGroupCommand,
  DeleteUserCustomPermissionCommand,
  ResourceExistsException,
  UpdateUserCommand,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import { describeOwned } from "../../assets/describeOwned.ts";
import { groupNameOf, type NamespaceScope, userNameOf } from "../../aws/scope.ts";
import { tolerating } from "../../aws/tolerating.ts";
import type { StepTable } from "../../reconcile/subject.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import { type Deleting, isLifting, isLowering, type PeopleStep, type StepOf } from "../step.ts";
import { closeSelfUpgrade } from "./closeSelfUpgrade.ts";
import { joinGroup, removeMember } from "./changeMembership.ts";
import { deleteGroup } from "./deleteGroup.ts";
import { deleteUser } from "./deleteUser.ts";
import { downgrade } from "./downgrade.ts";
import { giveBack } from "./giveBack.ts";
import { handOverAll } from "./handOverAll.ts";
import { move } from "./move.ts";
import { register } from "./register.ts";

/** What is done for each kind of step. Each is safe to repeat: an earlier run may have been killed after the call. */
export const peopleSteps: StepTable<PeopleStep, GovernedNamespace> = {
  "close-self-upgrade": {
    takes: false,
    describe: () => "~ self-upgrade: an administrator must approve it",
    perform: closeSelfUpgrade,
  },
  "create-group": {
    takes: false,
    describe: ({ group }) => `+ group ${group}`,
    perform: async ({ giving }, { group, description }, { desired: { scope } }) => {
      const rest = description === undefined ? {} : { Description: description };
      const input = { ...addressOf(scope), GroupName: groupNameOf(scope, group), ...rest };
      const command = new CreateGroupCommand(input);
      await tolerating(ResourceExistsException, giving.identity.send(command));
    },
  },
  "delete-group": {
    takes: true,
    describe: ({ group }) => `- group ${group}`,
    perform: (api, { group }, { desired: { scope } }) => deleteGroup(api, scope, group),
  },
  move: {
    takes: true,
    describe: (step) =>
      `-+ ${nameOf(step)} out of namespace ${step.from}, where they registered themselves: deleted there to be registered here${profileOfMove(step)}`,
    perform: move,
  },
  register: {
    takes: false,
    describe: (step) => `+ ${nameOf(step)} as ${step.role}${profileOf(step)}`,
    perform: register,
  },
  "change-role": {
    takes: isLowering,
    describe: (step) => `~ ${nameOf(step)} from ${step.from} to ${step.to}`,
    perform: async ({ giving, taking }, step, { desired: { scope } }) => {
      const { identity } = isLowering(step) ? taking : giving;
      const change = { ...userOf(scope, step), Email: step.email, Role: step.to };
      await identity.send(new UpdateUserCommand(change));
    },
  },
  "change-email": {
    takes: false,
    describe: (step) => `~ ${step.session}: email ${step.email}, was ${step.from || "none"}`,
    perform: async ({ giving }, step, { desired: { scope } }) => {
      const change = { ...userOf(scope, step), Email: step.email, Role: step.role };
      await giving.identity.send(new UpdateUserCommand(change));
    },
  },
  "change-permissions": {
    takes: isLifting,
    describe: ({ session, from, to }) =>
      `~ ${session}: custom permissions ${to ?? "none"}, were ${from ?? "none"}`,
    perform: async ({ giving, taking }, step, { desired: { scope } }) => {
      const user = userOf(scope, step);
      if (step.to === undefined) {
        await taking.identity.send(new DeleteUserCustomPermissionCommand(user));
        return;
      }
      const { identity } = step.from === undefined ? giving : taking;
      const change = { ...user, CustomPermissionsName: step.to };
      await identity.send(new UpdateUserCustomPermissionCommand(change));
    },
  },
  downgrade: {
    takes: true,
    describe: (step) =>
      `-+ ${nameOf(step)} from ${step.from} to ${step.to}${profileOf(step)}: deleted and registered again${belongings(step)}`,
    perform: downgrade,
  },
  "add-member": {
    takes: false,
    describe: ({ session, group }) => `+ ${session} into ${group}`,
    perform: ({ giving }, { session, group }, { desired: { scope }, signal }) =>
      joinGroup(giving.identity, scope, session, groupNameOf(scope, group), signal),
  },
  "give-back": {
    takes: false,
    describe: (step) => `+ ${step.session} back ${describeOwed(step)}`,
    perform: giveBack,
  },
  "remove-member": {
    takes: true,
    describe: ({ session, group }) => `- ${session} out of ${group}`,
    perform: (api, { session, group }, { desired: { scope } }) =>
      removeMember(api, scope, session, group),
  },
  remove: {
    takes: true,
    describe: (step) => `- ${nameOf(step)} (${step.role})${belongings(step)}`,
    perform: async (api, step, { desired, journal, clear, signal }) => {
      const { session } = step;
      await handOverAll(api, desired, step, signal);
      await deleteUser(api, desired.scope, session);
      // Who left for good is owed nothing from before.
      if (Object.hasOwn(journal, session)) await clear(session);
    },
  },
};

function nameOf({
  session,
  email,
}: StepOf<"change-role" | "downgrade" | "move" | "register" | "remove">) {
  return session === email || email === "" ? session : `${session} <${email}>`;
}

function profileOf({ customPermissions }: { readonly customPermissions?: string | undefined }) {
  return customPermissions === undefined ? "" : ` with profile ${customPermissions}`;
}

function profileOfMove({ keeps, lifts }: StepOf<"move">) {
  if (lifts !== undefined) return `, without the profile ${lifts}`;
  return keeps === undefined ? "" : `, with the profile ${keeps} as before`;
}

function describeOwed({ customPermissions, groupNames }: StepOf<"give-back">): string {
  const profile = customPermissions === undefined ? [] : [`under profile ${customPermissions}`];
  const groups = groupNames.length === 0 ? [] : [`into ${groupNames.join(", ")}`];
  return [...profile, ...groups].join(" and ");
}

function belongings({ owned = [] }: Deleting): string {
  return owned.length === 0 ? "" : `; owns ${describeOwned(owned)}`;
}

function addressOf({ accountId, namespace }: NamespaceScope) {
  return { AwsAccountId: accountId, Namespace: namespace };
}

function userOf(scope: NamespaceScope, { session }: { readonly session: string }) {
  return { ...addressOf(scope), UserName: userNameOf(scope, session) };
}
