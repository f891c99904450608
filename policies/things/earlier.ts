import { run } from "../support/run.ts";
import type { Plain } from "./plain.ts";
import { isOfAws } from "./reach.ts";
import { namesOf, type Stack } from "./stack.ts";
import { readDocument } from "./document.ts";
import { principalKinds } from "./iam.ts";
import type { Ref, Thing } from "./thing.ts";

/**
 * What an update has declared so far. A resource is judged before it is made, alone; but a role stands before what it is given, its
 * boundary before it, and so a Deny that holds already, and a managed policy that is attached now, are known.
 */
export interface Earlier {
  /** Documents of managed policies, by their name in lower case. */
  readonly policies: Map<string, Plain>;
  /** Documents of permissions boundaries, by principal. */
  readonly boundaries: Map<string, Plain>;
  /** Documents that deny something, by principal. */
  readonly denying: Map<string, Plain[]>;
}

const byRun = new WeakMap<object, Earlier>();

/** Whether the engine carries out an update now, as it tells its plugins: whatever is judged then is made next. */
export function isUpdate(): boolean {
  const isPreview = process.env["PULUMI_DRY_RUN"] ?? process.env["PULUMI_NODEJS_DRY_RUN"];
  return isPreview === "false";
}

/**
 * Whether rights can be judged: those of a whole stack, and in an update those of one resource, before it is made. In a preview, one alone
 * tells nothing that the whole does not tell better: a Deny or a boundary may stand in another.
 */
export function isJudged({ isWhole }: Stack): boolean {
  return isWhole || isUpdate();
}

/** Notes what a resource of an update adds, and tells what there is with it. */
export function noteEarlier(stack: Stack): Earlier {
  const earlier = byRun.get(run.resource) ?? {
    policies: new Map<string, Plain>(),
    boundaries: new Map<string, Plain>(),
    denying: new Map<string, Plain[]>(),
  };
  byRun.set(run.resource, earlier);
  const find = (ref: Ref) => documentOf(earlier, ref.value);
  for (const policy of stack.of("managedPolicy")) {
    for (const name of policy.ids.flatMap((id) => namesOf("role", id))) {
      earlier.policies.set(name, policy.fields["document"]);
    }
  }
  for (const thing of stack.of("role", "user")) {
    for (const document of (thing.refs["boundary"] ?? []).flatMap(find)) {
      for (const name of thing.ids.flatMap((id) => namesOf("role", id))) {
        earlier.boundaries.set(`${thing.kind} ${name}`, document);
      }
    }
  }
  const deny = (thing: Thing, document: Plain) => {
    if (!readDocument(document).statements.some(({ effect }) => effect === "Deny")) return;
    for (const key of keysOf(thing)) {
      earlier.denying.set(key, [...(earlier.denying.get(key) ?? []), document]);
    }
  };
  for (const grant of stack.of("inlinePolicy")) deny(grant, grant.fields["document"]);
  for (const attachment of stack.of("attachment")) {
    for (const document of (attachment.refs["policies"] ?? []).flatMap(find)) {
      deny(attachment, document);
    }
  }
  return earlier;
}

/** The document of a managed policy that was declared before, in a list; an empty one when there is none. */
export function documentOf({ policies }: Earlier, named: Ref["value"]): readonly Plain[] {
  if (typeof named !== "string" || isOfAws(named)) return [];
  const last = namesOf("role", named).at(-1) ?? named;
  return policies.has(last) ? [policies.get(last)] : [];
}

function keysOf(thing: Thing): readonly string[] {
  return principalKinds.flatMap((kind) =>
    (thing.refs[kind] ?? []).flatMap(({ value }) =>
      typeof value === "string" ? namesOf("role", value).map((name) => `${kind} ${name}`) : [],
    ),
  );
}
