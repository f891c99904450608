import fc from "fast-check";
import type { AccessSetting } from "../../../core/access/resolveAccess.ts";
import type { AssetKind } from "../../../core/assets/assetKinds.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import { assetLists } from "../../../core/settings/assetLists.ts";
import { defaultGuard, type GuardSettings } from "../../../core/settings/guardSettings.ts";
import type { Role } from "../../../core/settings/role.ts";

/** The namespaces of a random account; a tenant is of one of the first two. */
export const namespaceNames = ["default", "sales", "3rd-party"] as const;

/** The groups of a tenant, by their names in the settings. */
export const tenantGroups = ["a", "b", "c"] as const;

/** Somebody who is in a namespace, by number: their session name is made of it. */
export interface RandomUser {
  readonly person: number;
  readonly namespace: (typeof namespaceNames)[number];
  readonly role: Role;
  readonly groups: readonly string[];
  /** In a group that is not managed. */
  readonly foreign: boolean;
}

/** An asset, with its grants to principals by number. */
export interface RandomAsset {
  readonly kind: AssetKind;
  /** Two of a kind may be called the same. */
  readonly name: string;
  readonly grants: readonly {
    readonly to: number;
    readonly level: Level;
    /** Only the first actions of the set. */
    readonly cut: boolean;
  }[];
}

/** Who is to be there, and what the groups are to open. */
export interface RandomFiles {
  readonly people: readonly {
    readonly person: number;
    readonly role: Role;
    readonly groups: readonly string[];
  }[];
  readonly access: readonly AccessSetting[];
}

/** An account, and a tenant's files as they were and as they are. */
export interface RandomTenant {
  readonly namespace: "default" | "sales";
  readonly users: readonly RandomUser[];
  readonly assets: readonly RandomAsset[];
  /** What is made after the files as they were have been applied: a name may be that of two by then. */
  readonly later: readonly RandomAsset[];
  /** Those that were applied before; absent: the tenant is new. */
  readonly former: RandomFiles | undefined;
  readonly files: RandomFiles;
  readonly guard: GuardSettings;
}

const role = fc.constantFrom<Role>("READER", "AUTHOR", "ADMIN", "READER_PRO", "AUTHOR_PRO");
const groups = fc.subarray([...tenantGroups]);
const kind = fc.oneof(
  // Often the same, so that a name is of two.
  fc.constantFrom<AssetKind>("dashboard", "topic"),
  fc.constantFrom(...(Object.keys(assetKinds) as AssetKind[])),
);
const level = fc.constantFrom<Level>("viewer", "owner");
const names = ["x", "y"];

const member: fc.Arbitrary<RandomUser> = fc.record({
  person: fc.nat(6),
  namespace: fc.constantFrom(...namespaceNames, "default" as const),
  role,
  groups,
  foreign: fc.boolean(),
});

/** Who registered themselves, and has nothing yet. */
const waiting = fc.nat(6).map((person): RandomUser => ({
  ...{ person, namespace: "default", role: "READER", groups: [], foreign: false },
}));

const users = fc.uniqueArray(fc.oneof({ weight: 3, arbitrary: member }, waiting), {
  ...{ selector: ({ person }) => person, maxLength: 6 },
});

const asset = fc.record({
  kind,
  name: fc.constantFrom(...names),
  grants: fc.array(fc.record({ to: fc.nat(99), level, cut: fc.boolean() }), {
    maxLength: 4,
  }),
});

/** What an entry names is called as some asset is, or as none. */
const named = fc
  .record({
    group: fc.constantFrom(...tenantGroups),
    level,
    of: fc.uniqueArray(fc.tuple(kind, fc.constantFrom(...names, "none")), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .map(({ group, level: at, of }): AccessSetting => {
    const lists = Map.groupBy(of, ([one]) => assetLists[one]);
    const references = [...lists].map(([list, some]) => [
      list,
      [...new Set(some.map(([, name]) => name))],
    ]);
    return { group, level: at, ...Object.fromEntries(references) } as AccessSetting;
  });

const ofAll = fc
  .record({
    group: fc.constantFrom(...tenantGroups),
    all: fc.oneof(
      fc.constantFrom("viewer" as const, "owner" as const),
      fc.tuple(kind, fc.constantFrom("viewer" as const, "owner" as const)).map(([one, at]) => ({
        [assetLists[one]]: at,
      })),
    ),
  })
  .map((entry): AccessSetting => entry);

const ofEverybody = fc
  .tuple(
    fc.constantFrom(
      "dashboards" as const,
      "analyses" as const,
      "themes" as const,
      "templates" as const,
    ),
    fc.constantFrom(...names),
  )
  .map(([list, name]): AccessSetting => ({ [list]: [name] }));

const files: fc.Arbitrary<RandomFiles> = fc.record({
  people: fc.uniqueArray(fc.record({ person: fc.nat(6), role, groups }), {
    selector: ({ person }) => person,
    maxLength: 5,
  }),
  access: fc.array(fc.oneof(named, named, ofAll, ofEverybody), { maxLength: 4 }),
});

/** What is never refused for how much it is. */
const most = { percent: 100, atLeast: 1000, atMost: 1000 };

const guard: fc.Arbitrary<GuardSettings> = fc
  .record({
    leavers: fc.constantFrom(
      "remove" as const,
      "remove" as const,
      "downgrade" as const,
      "keep" as const,
    ),
    additiveOnly: fc.constantFrom(false, false, false, true),
    protected: fc.constantFrom([], [], ["person-1*"]),
    successor: fc.constantFrom(undefined, "a"),
  })
  .map(({ successor, ...rest }) => ({
    ...{ ...defaultGuard, ...rest, minimumAdmins: 0 },
    ...{ removals: most, promotions: most, registrations: most },
    ...(successor === undefined ? {} : { successor }),
  }));

/** Three namespaces with people of several ways in, assets of every kind, files as they were and as they are, and a guard. */
export const randomTenant: fc.Arbitrary<RandomTenant> = fc.record({
  namespace: fc.constantFrom("default" as const, "sales" as const),
  users,
  assets: fc.array(asset, { minLength: 1, maxLength: 8 }),
  later: fc.array(asset, { maxLength: 4 }),
  former: fc.option(files, { nil: undefined }),
  files,
  guard,
});
