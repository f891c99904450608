import { groupNameOf, type GroupNaming } from "../../aws/scope.ts";
import type { RecordedStep, RunRecord } from "../runRecord.ts";
import type { Fact } from "./fact.ts";
import { groupFact, memberFact, personFact } from "./factsOf.ts";

/** What a step has made so, and what it has ended. */
export interface StepFacts {
  readonly gained: readonly Fact[];
  readonly lost: readonly Fact[];
  /** Who was deleted: for good, or to be registered anew. */
  readonly deleted?: DeletedUser;
}

/** A user whom a step deleted. */
export interface DeletedUser {
  readonly namespace: string;
  readonly userName: string;
  readonly email: string;
  readonly role: string;
}

type Naming = GroupNaming & { readonly federationRole: string };

/** A step as a record has it, with the names that QuickSight has for what it names. */
interface Told {
  readonly namespace: string;
  readonly text: (key: string) => string;
  readonly texts: (key: string) => readonly string[];
  readonly within: (key: string) => Told;
  readonly user: string;
  readonly group: (name: string) => string;
}

type Teller = (told: Told) => Partial<StepFacts>;

/** By kind of step. A kind that has no row changes nothing that a snapshot shows, such as a mail; its step is in the report all the same. */
const tellers: Readonly<Record<string, Teller>> = {
  "create-group": (told) => ({
    gained: [groupFact(told.namespace)(told.group(told.text("group")))],
  }),
  "delete-group": (told) => ({ lost: [groupFact(told.namespace)(told.group(told.text("group")))] }),
  register: (told) => ({
    gained: [has(told, "role", told.text("role")), ...some(told, "customPermissions")],
  }),
  "change-role": (told) => ({
    gained: [has(told, "role", told.text("to"))],
    lost: [has(told, "role", told.text("from"))],
  }),
  "change-permissions": (told) => ({ gained: some(told, "to"), lost: some(told, "from") }),
  downgrade: (told) => ({
    gained: [has(told, "role", told.text("to")), ...some(told, "customPermissions")],
    lost: [has(told, "role", told.text("from")), ...memberships(told)],
    deleted: deletedAs(told, told.text("from")),
  }),
  remove: (told) => ({
    lost: [has(told, "role", told.text("role")), ...memberships(told)],
    deleted: deletedAs(told, told.text("role")),
  }),
  move: (told) => ({
    deleted: { ...deletedAs(told, told.text("role")), namespace: told.text("from") },
  }),
  "add-member": (told) => ({ gained: [has(told, "group", told.group(told.text("group")))] }),
  "remove-member": (told) => ({ lost: [has(told, "group", told.group(told.text("group")))] }),
  "give-back": (told) => ({
    gained: [
      ...told.texts("groupNames").map((name) => has(told, "group", name)),
      ...some(told, "customPermissions"),
    ],
  }),
  grant: (told) => ({ gained: [opens(told, told.text("level"))] }),
  change: (told) => ({
    gained: [opens(told, told.text("to"))],
    lost: [opens(told, told.text("from"))],
  }),
  revoke: (told) => ({ lost: [opens(told, told.text("level"))] }),
  addMember: (told) => ({ gained: [lies(told)] }),
  removeMember: (told) => ({ lost: [lies(told)] }),
};

/** What a step that was done has changed. */
export function stepFacts(
  { namespace, naming }: Pick<RunRecord, "namespace" | "naming">,
  { step }: Pick<RecordedStep, "step">,
): StepFacts {
  // Without it nobody knows what users and groups are called in QuickSight: the readings tell what changed.
  if (naming === undefined) return { gained: [], lost: [] };
  const teller = Object.hasOwn(tellers, step.kind) ? tellers[step.kind] : undefined;
  return { gained: [], lost: [], ...teller?.(tellOf(step, namespace, naming)) };
}

function tellOf(step: Readonly<Record<string, unknown>>, namespace: string, naming: Naming): Told {
  const text = (key: string) => textOf(step[key]);
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const session = text("session");
  return {
    ...{ namespace, text },
    texts: (key) => list(step[key]).map(textOf),
    within: (key) => {
      const value = step[key];
      const inner = typeof value === "object" && value !== null ? value : {};
      return tellOf(inner as Record<string, unknown>, namespace, naming);
    },
    user: `${naming.federationRole}/${session}`,
    group: (name) => groupNameOf(naming, name),
  };
}

const textOf = (value: unknown) => (typeof value === "string" ? value : "");

const has = (told: Told, whatType: Parameters<typeof personFact>[2], what: string) =>
  personFact(told.namespace, told.user, whatType, what);

const some = (told: Told, key: string) =>
  told.text(key) === "" ? [] : [has(told, "profile", told.text(key))];

const memberships = (told: Told) =>
  told.texts("groups").map((name) => has(told, "group", told.group(name)));

const deletedAs = ({ namespace, user: userName, text }: Told, role: string): DeletedUser => ({
  ...{ namespace, userName, email: text("email"), role },
});

/** What `access` calls everybody of a namespace. */
const everybody = "*";

function opens(told: Told, level: string): Fact {
  const asset = told.within("asset");
  const group = told.text("group");
  const who =
    group === everybody
      ? { whoType: "namespace", who: told.namespace }
      : { whoType: "group", who: told.group(group) };
  const [whatType, what, name] = [asset.text("kind"), asset.text("id"), asset.text("name")];
  return { namespace: told.namespace, ...who, whatType, what, name, level };
}

function lies(told: Told): Fact {
  const [asset, folder] = [told.within("asset"), told.within("folder")];
  return memberFact(asset.text("kind"), asset.text("id"), folder.text("id"), folder.text("name"));
}
