import { nameSome } from "../aws/nameSome.ts";
import { printable } from "../aws/printable.ts";
import type { NamedPerson } from "./accessClasses.ts";
import { openIndex } from "./accessIndex.ts";
import type { AccessChange, AccessDifference } from "./diffAccess.ts";
import { sessionOf } from "./findPeople.ts";
import { parsePrincipal, principalsOf } from "./principals.ts";
import type { Snapshot } from "./snapshot.ts";

/** One change as a person reads it. */
export interface DescribedChange {
  /** `critical (240 people)`, or names. */
  readonly who: string;
  /** `viewer of dashboard "Sales Costs" (2f1c…)`. */
  readonly what: string;
  /** `in place of viewer`; absent where there was nothing. */
  readonly instead?: string;
  readonly change: AccessChange;
}

/** A difference as a person reads it: newcomers and leavers apart from those who stay. */
export interface DescribedDifference {
  readonly gains: readonly DescribedChange[];
  readonly losses: readonly DescribedChange[];
  /** Who is new, with all that they can open by that: `ana@x.com: viewer of …`. */
  readonly newcomers: readonly string[];
  readonly leavers: readonly string[];
}

/**
 * Says what two moments differ in: people who have something through a group by the name of the group, where nobody else is in it;
 * others by their own.
 */
export function describeDifference(
  difference: AccessDifference,
  before: Snapshot,
  after: Snapshot,
): DescribedDifference {
  const { gains, losses, newcomers, leavers } = difference;
  const [isNew, isGone] = [new Set(newcomers.map(nameOf)), new Set(leavers.map(nameOf))];
  return {
    gains: describeAll(gains, isNew, after),
    losses: describeAll(losses, isGone, before),
    newcomers: describePeople(newcomers, gains),
    leavers: describePeople(leavers, losses),
  };
}

function describeAll(
  changes: readonly AccessChange[],
  leftOut: ReadonlySet<string>,
  snapshot: Snapshot,
): DescribedChange[] {
  const whoIs = groupNamer(snapshot);
  return changes.flatMap((change): DescribedChange[] => {
    const people = change.people.filter((one) => !leftOut.has(nameOf(one)));
    if (people.length === 0) return [];
    const { other } = change;
    return [
      {
        ...{
          who: whoIs(people, change),
          what: describeOpen(change),
          change: { ...change, people },
        },
        ...(other === undefined ? {} : { instead: `in place of ${other}` }),
      },
    ];
  });
}

/** What people have in common who get something. */
function groupNamer(snapshot: Snapshot) {
  const { waysTo } = openIndex(snapshot);
  const sizes = new Map<string, number>();
  for (const [namespace, { people }] of Object.entries(snapshot.namespaces)) {
    for (const person of people) {
      for (const arn of principalsOf(snapshot, namespace, person)) {
        sizes.set(arn, (sizes.get(arn) ?? 0) + 1);
      }
    }
  }
  return (people: readonly NamedPerson[], { asset, level }: AccessChange): string => {
    const names = people.map(({ person }) => shortName(person.userName));
    const common = waysTo(asset).find(
      (way) =>
        way.level === level &&
        sizes.get(way.principal) === people.length &&
        people.every(({ namespace, person }) =>
          principalsOf(snapshot, namespace, person).includes(way.principal),
        ),
    );
    const group = common === undefined ? undefined : parsePrincipal(common.principal);
    if (group === undefined || group.type === "user") return nameSome(names);
    const count = `${people.length.toLocaleString("en-US")} ${people.length === 1 ? "person" : "people"}`;
    return group.type === "group"
      ? `${printable(group.name)} (${count})`
      : `everybody of ${printable(group.namespace)} (${count})`;
  };
}

function describePeople(
  people: readonly NamedPerson[],
  changes: readonly AccessChange[],
): string[] {
  const open = new Map<string, string[]>(people.map((one) => [nameOf(one), []]));
  for (const change of changes) {
    for (const one of change.people) open.get(nameOf(one))?.push(describeOpen(change));
  }
  return people.map((one) => {
    const what = open.get(nameOf(one)) ?? [];
    const of = what.length === 0 ? "nothing" : nameSome(what);
    return `${shortName(one.person.userName)} of ${one.namespace}: ${of}`;
  });
}

function describeOpen({ asset: { kind, name, id }, level }: AccessChange): string {
  return `${level} of ${kind} "${printable(name)}" (${id})`;
}

const nameOf = ({ namespace, person }: NamedPerson) => `${namespace}\n${person.userName}`;

const shortName = (userName: string) => printable(sessionOf(userName));
