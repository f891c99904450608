import { documentOf, isUpdate, noteEarlier } from "./earlier.ts";
import { type PrincipalKind, principalKinds } from "./iam.ts";
import { type Plain, type Undecided, undecided } from "./plain.ts";
import type { Stack, Target } from "./stack.ts";
import type { Thing } from "./thing.ts";

/** A role, user or group, of the stack or only named by it, with all that the stack gives it. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** The name in AWS where it is known, that in the program otherwise. */
  readonly name: string;
  /** As messages call it: the name in the program, that in AWS for what another stack makes. */
  readonly label: string;
  /** The thing, when it is of the stack. */
  readonly thing?: Thing;
  /** Policy documents, each with the thing that holds it. */
  readonly grants: { readonly source: Thing; readonly document: Plain }[];
  /** Managed policies from outside the stack, by ARN, each with the thing that attaches it; or one of which nothing is known yet. */
  readonly managed: { readonly source: Thing; readonly arn: string | Undecided }[];
  /** The permissions boundary, when it is of the stack. */
  readonly boundary?: Plain;
  /** Documents that an update has given before, for what they deny. */
  readonly earlier: readonly Plain[];
}

const known = new WeakMap<Stack, readonly Principal[]>();

/** Everybody to whom a stack gives rights, and those that it makes without. */
export function principalsOf(stack: Stack): readonly Principal[] {
  const found = known.get(stack) ?? findPrincipals(stack);
  known.set(stack, found);
  return found;
}

function findPrincipals(stack: Stack): readonly Principal[] {
  const found = new Map<string, Principal>();
  const earlier = stack.isWhole || !isUpdate() ? undefined : noteEarlier(stack);
  const principalOf = (kind: PrincipalKind, name: string, thing?: Thing) => {
    const key = `${kind} ${thing?.urn ?? name.toLowerCase()}`;
    const already = found.get(key);
    if (already !== undefined) return already;
    const label = thing?.name ?? name;
    const noted = `${kind} ${name.toLowerCase()}`;
    const made: Principal = {
      kind,
      name,
      label,
      grants: [],
      managed: [],
      boundary: (thing && boundaryOf(thing, stack)) ?? earlier?.boundaries.get(noted),
      earlier: earlier?.denying.get(noted) ?? [],
      ...(thing && { thing }),
    };
    found.set(key, made);
    return made;
  };
  const namedBy = (thing: Thing) =>
    principalKinds.flatMap((kind) =>
      (thing.refs[kind] ?? []).flatMap((ref) =>
        inTarget(stack.target(ref, [kind]), (one, name) => principalOf(kind, name, one)),
      ),
    );

  for (const thing of stack.of(...principalKinds)) {
    principalOf(thing.kind as PrincipalKind, nameOf(thing), thing);
  }
  for (const grant of stack.of("inlinePolicy")) {
    for (const principal of namedBy(grant)) {
      principal.grants.push({ source: grant, document: grant.fields["document"] });
    }
  }
  for (const attachment of stack.of("attachment")) {
    const principals = namedBy(attachment);
    for (const ref of attachment.refs["policies"] ?? []) {
      const { things, outside, open } = stack.target(ref, ["managedPolicy"]);
      for (const principal of principals) {
        for (const policy of things) {
          principal.grants.push({ source: policy, document: policy.fields["document"] });
        }
        const before = earlier === undefined ? [] : documentOf(earlier, outside ?? undecided);
        for (const document of before) principal.grants.push({ source: attachment, document });
        if (before.length === 0 && (open || outside !== undefined)) {
          principal.managed.push({ source: attachment, arn: outside ?? undecided });
        }
      }
    }
  }
  return [...found.values()];
}

function inTarget(
  { things, outside }: Target,
  principalOf: (thing: Thing | undefined, name: string) => Principal,
): readonly Principal[] {
  const own = things.map((thing) => principalOf(thing, nameOf(thing)));
  return outside === undefined
    ? own
    : [...own, principalOf(undefined, outside.split(/[:/]/).at(-1) ?? outside)];
}

/** The document of the permissions boundary, unless it may be one of several. */
function boundaryOf(thing: Thing, stack: Stack): Plain {
  const found = (thing.refs["boundary"] ?? []).flatMap(
    (ref) => stack.target(ref, ["managedPolicy"]).things,
  );
  return found.length === 1 ? found[0]?.fields["document"] : undefined;
}

/** The name in AWS where it is known, that in the program otherwise. */
export function nameOf(thing: Thing): string {
  const { name } = thing.fields;
  return typeof name === "string" && name !== "" ? name : thing.name;
}
