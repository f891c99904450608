import { texts as textsOf, undecided } from "./plain.ts";
import { accountOf } from "./reach.ts";
import { type GivenResource, readThings } from "./readThings.ts";
import type { Ref, Thing, ThingKind } from "./thing.ts";

/** Where a reference leads. */
export interface Target {
  /** Things of the stack that it names, or may name as long as its value is not known. */
  readonly things: readonly Thing[];
  /** What it names outside the stack: the known value of a reference that no thing of the stack answers to. */
  readonly outside?: string;
  /** Whether nothing is known of where it leads. */
  readonly open: boolean;
}

/**
 * The things of a stack, found by kind, and by what they point to, without walking all of them again.
 *
 * A known value always beats provenance: who names `worker` does not mean `federation`, whatever the value was made from. As
 * long as it is not known, a reference means each thing that it was made from.
 */
export interface Stack {
  readonly of: (...kinds: readonly ThingKind[]) => readonly Thing[];
  /** Where a reference leads, among things of these kinds. */
  readonly target: (ref: Ref, kinds: readonly ThingKind[]) => Target;
  /** The things of a kind whose reference of that name leads to the thing. */
  readonly pointing: (kind: ThingKind, refName: string, to: Thing) => readonly Thing[];
  /** Whether there is a thing of the kind whose reference of that name may lead anywhere. */
  readonly isOpen: (kind: ThingKind, refName: string, among: ThingKind) => boolean;
  /** Whether these are all resources; of one alone, nothing follows from what is missing. */
  readonly isWhole: boolean;
  /** The stack's own accounts: see `accountsOf`. */
  readonly accounts: readonly string[];
  /** Whether the program declares the thing; one that it only reads (`.get`) is somebody else's to protect. */
  readonly isDeclared: (thing: Thing) => boolean;
}

/**
 * Indexes the things of a stack's resources.
 *
 * @param declared URNs of the resources that the program declares; the others it only reads. Empty, all are declared
 */
export function indexStack(
  resources: readonly GivenResource[],
  declared: ReadonlySet<string> = new Set(),
): Stack {
  const namesProviders = resources.some(({ provider }) => provider !== undefined);
  const things = resources.flatMap((one) => readThings(one, { namesProviders }));
  return indexThings(things, { isWhole: true, declared });
}

/** Indexes things, of a whole stack or of one resource. */
export function indexThings(
  things: readonly Thing[],
  { isWhole, declared }: { readonly isWhole: boolean; readonly declared: ReadonlySet<string> },
): Stack {
  const byKind = new Map<ThingKind, Thing[]>();
  const byId = new Map<string, Thing[]>();
  const byUrn = new Map<string, Thing[]>();
  for (const thing of things) {
    add(byKind, thing.kind, thing);
    add(byUrn, `${thing.kind} ${thing.urn}`, thing);
    for (const id of new Set(thing.ids.flatMap((one) => namesOf(thing.kind, one)))) {
      add(byId, `${thing.kind} ${id}`, thing);
    }
  }
  const of = (...kinds: readonly ThingKind[]) => kinds.flatMap((kind) => byKind.get(kind) ?? []);

  const target = (ref: Ref, kinds: readonly ThingKind[]): Target => {
    const { value, sources } = ref;
    if (value !== undecided) {
      const things = kinds.flatMap((kind) =>
        namesOf(kind, value).flatMap((name) => byId.get(`${kind} ${name}`) ?? []),
      );
      return things.length > 0
        ? { things: [...new Set(things)], open: false }
        : { things: [], outside: value, open: false };
    }
    const things = kinds.flatMap((kind) =>
      sources.flatMap((urn) => byUrn.get(`${kind} ${urn}`) ?? []),
    );
    return { things, open: things.length === 0 };
  };

  const reverse = new Map<string, { byTarget: Map<Thing, Thing[]>; open: boolean }>();
  const reverseOf = (kind: ThingKind, refName: string, among: ThingKind) => {
    const key = `${kind} ${refName} ${among}`;
    const known = reverse.get(key);
    if (known !== undefined) return known;
    const made = { byTarget: new Map<Thing, Thing[]>(), open: false };
    for (const thing of of(kind)) {
      for (const ref of thing.refs[refName] ?? []) {
        const { things, open } = target(ref, [among]);
        made.open ||= open;
        for (const found of things) add(made.byTarget, found, thing);
      }
    }
    reverse.set(key, made);
    return made;
  };

  return {
    isWhole,
    accounts: accountsOf(things, declared),
    of,
    target,
    pointing: (kind, refName, to) => reverseOf(kind, refName, to.kind).byTarget.get(to) ?? [],
    isOpen: (kind, refName, among) => reverseOf(kind, refName, among).open,
    isDeclared: ({ urn }) => isOf(declared, urn),
  };
}

/**
 * What a text names, for things of a kind: an ARN names by its last part too, as resources take the one or the other; the names of
 * IAM and the ARNs of secrets are compared without case and without what AWS appends.
 */
export function namesOf(kind: ThingKind, text: string): readonly string[] {
  const last = text.startsWith("arn:") ? (text.split(/[:/]/).at(-1) ?? text) : text;
  switch (kind) {
    case "role":
    case "user":
    case "group":
      return [...new Set([text.toLowerCase(), last.toLowerCase()])];
    case "secret":
      return [...new Set([text, text.replace(/-[A-Za-z0-9?]{6}$/, "")])];
    default:
      return [...new Set([text, last])];
  }
}

/**
 * The accounts in which the program works: those in ARNs that AWS gave to what it declares, and those whose roles its providers assume.
 * As long as there are none, the one that a provider is bound to, or else the one that all resources name, is believed. What another stack
 * made may be anybody's.
 */
function accountsOf(things: readonly Thing[], declared: ReadonlySet<string>): readonly string[] {
  const own = things.filter(({ urn }) => isOf(declared, urn));
  const using = new Set(own.flatMap(({ provider }) => provider ?? []));
  const providers = things.filter(({ kind }) => kind === "provider");
  const assumed = providers.filter(({ urn }) => using.has(urn));
  const given = [
    ...own.filter(({ kind }) => kind === "resource").flatMap(({ ids }) => ids),
    ...assumed.flatMap(({ fields }) => textsOf(fields["assumed"])),
  ].flatMap((id) => accountOf(id) ?? []);
  if (given.length > 0) return [...new Set(given)];
  const bound = providers
    .map(({ fields }) => textsOf(fields["allowed"]))
    .flatMap(([only = "", ...more]) => (more.length === 0 ? (accountOf(only) ?? []) : []));
  if (bound.length > 0) return [...new Set(bound)];
  const named = own.flatMap(({ fields: { accountId } }) =>
    typeof accountId === "string" ? (accountOf(accountId) ?? []) : [],
  );
  const [only, ...more] = new Set(named);
  return only === undefined || more.length > 0 ? [] : [only];
}

/** Whether the program declares what has this URN. */
function isOf(declared: ReadonlySet<string>, urn: string): boolean {
  return declared.size === 0 || declared.has(urn.split("#")[0] ?? urn);
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const found = map.get(key);
  if (found === undefined) map.set(key, [value]);
  else found.push(value);
}
