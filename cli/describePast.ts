import { printable } from "@quicksight-governance/core/aws";
import {
  diffAccess,
  type NamedPerson,
  type SnapshotAsset,
} from "@quicksight-governance/core/explain";
import {
  type Fact,
  factKey,
  findOrigins,
  type Origin,
} from "@quicksight-governance/core/reports/history";
import type { Past } from "./findPast.ts";

/** How what was so came about, and what the next reading has otherwise. */
export interface DescribedPast {
  readonly asked: string;
  /** When the account was read that this is of. */
  readonly read: string;
  /** When it was read next; absent: it was not. */
  readonly next?: string;
  /** In the order of the facts. */
  readonly origins: readonly { readonly fact: Fact; readonly origin?: Origin }[];
  /** What came or went until the next reading, before or after the instant; a line each. */
  readonly untilNext: readonly string[];
}

/**
 * Says how facts of a past came about.
 *
 * @param about of whom or what changes until the next reading are told
 */
export async function describePast(
  { snapshot, next, asked, store }: Past,
  facts: readonly Fact[],
  about: { readonly named?: NamedPerson; readonly asset?: SnapshotAsset },
): Promise<DescribedPast> {
  const once = [...new Map(facts.map((fact) => [factKey(fact), fact])).values()];
  const origins = await findOrigins(store, once, snapshot.at);
  return {
    ...{ asked: asked.toISOString(), read: snapshot.at },
    ...(next === undefined ? {} : { next: next.at }),
    origins: once.map((fact) => {
      const origin = origins.get(factKey(fact));
      return { fact, ...(origin === undefined ? {} : { origin }) };
    }),
    untilNext: next === undefined ? [] : changesOf(snapshot, next, about),
  };
}

function changesOf(
  before: Past["snapshot"],
  after: Past["snapshot"],
  { named, asset }: Parameters<typeof describePast>[2],
): string[] {
  const isAsked = (one: NamedPerson) =>
    named === undefined ||
    (one.namespace === named.namespace && one.person.userName === named.person.userName);
  const { gains, losses, newcomers, leavers } = diffAccess(before, after);
  const lines = (verb: string, changes: typeof gains) =>
    changes
      .filter(
        (change) =>
          asset === undefined ||
          (change.asset.kind === asset.kind &&
            change.asset.id === asset.id &&
            change.asset.region === asset.region),
      )
      .flatMap(({ people, asset: { kind, name, id }, level }) =>
        people.filter(isAsked).map(({ person }) => {
          const what = `${level} of ${kind} "${printable(name)}" (${id})`;
          return `${printable(person.userName)} ${verb} ${what}`;
        }),
      );
  const people = (verb: string, some: readonly NamedPerson[]) =>
    named === undefined
      ? []
      : some.filter(isAsked).map(({ person }) => `${printable(person.userName)} ${verb}`);
  return [
    ...people("came", newcomers),
    ...lines("gains", gains),
    ...lines("loses", losses),
    ...people("went", leavers),
  ];
}
