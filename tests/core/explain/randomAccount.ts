import fc from "fast-check";
import type { Level } from "../../../core/assets/kindRow.ts";

/** A grant on an asset or folder to somebody by number: of all users and groups of the account. */
export interface RandomGrant {
  readonly to: number;
  readonly level: Level;
}

/** An account as numbers, from which it is made in the simulator. */
export interface RandomAccount {
  /** By namespace, the groups (numbers within the namespace) that each user is in. */
  readonly namespaces: readonly {
    readonly groups: number;
    readonly users: readonly (readonly number[])[];
  }[];
  /** A folder is in an earlier one, or in none. */
  readonly folders: readonly {
    readonly parent: number | undefined;
    readonly grants: readonly RandomGrant[];
  }[];
  readonly assets: readonly {
    readonly kind: (typeof randomKinds)[number];
    readonly folders: readonly number[];
    readonly grants: readonly RandomGrant[];
  }[];
}

/** The kinds that can be in folders, and have a search by reader. */
export const randomKinds = ["dashboard", "analysis", "data-set", "topic"] as const;

/** The namespaces, in the order of their numbers. */
export const namespaceNames = ["default", "sales", "3rd-party"] as const;

const grants = (most: number) =>
  fc.array(fc.record({ to: fc.nat(999), level: fc.constantFrom<Level>("viewer", "owner") }), {
    maxLength: most,
  });

/** Three namespaces, nested folders, groups, grants to people and groups, owners of folders. */
export const randomAccount: fc.Arbitrary<RandomAccount> = fc.record({
  namespaces: fc.tuple(
    ...namespaceNames.map(() =>
      fc.record({
        groups: fc.integer({ min: 1, max: 4 }),
        users: fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      }),
    ),
  ),
  folders: fc.array(
    fc.record({ parent: fc.option(fc.nat(9), { nil: undefined }), grants: grants(2) }),
    { maxLength: 6 },
  ),
  assets: fc.array(
    fc.record({
      kind: fc.constantFrom(...randomKinds),
      folders: fc.uniqueArray(fc.nat(9), { maxLength: 2 }),
      grants: grants(2),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});
