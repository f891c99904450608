import fc from "fast-check";
import type { AccessSetting } from "../../../core/access/resolveAccess.ts";
import type { AssetKind } from "../../../core/assets/assetKinds.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import { assetLists } from "../../../core/settings/assetLists.ts";
import { defaultGuard, type GuardSettings } from "../../../core/settings/guardSettings.ts";
import { withLandingData } from "../../../core/landing/withLandingData.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";
import type { Role } from "../../../core/settings/role.ts";
import type { TenantSettings } from "../../../core/settings/tenantSettings.ts";

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
  /** The number of a folder that somebody put it into, of those that there are; absent: none. */
  readonly inside?: number | undefined;
}

/** Who is to be there, and what the groups are to open. */
export interface RandomFiles {
  readonly people: readonly {
    readonly person: number;
    readonly role: Role;
    readonly groups: readonly string[];
  }[];
  readonly access: readonly AccessSetting[];
  /** With `folders`, `dataSources`, `dataSets` and `landing`; all else of these settings counts for nothing. */
  readonly settings: TenantSettings;
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
  inside: fc.option(fc.nat(9), { nil: undefined }),
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

/** What of the settings with folders and data stays from files to files, as the program refuses to change it. */
interface Places {
  readonly namespace: RandomTenant["namespace"];
  /** Restricted ones are in a tree of their own, and what is in them is in no other. */
  readonly restricted: boolean;
  readonly nested: boolean;
}

const viewed = fc.record({ owners: groups, viewers: groups });

const members = fc.record({
  dashboards: fc.subarray([...names, "none"]),
  topics: fc.subarray(names),
  dataSets: fc.subarray([...names, "orders"]),
  dataSources: fc.subarray(["sales"]),
});

/** A folder that is nothing is not there. */
const folder = fc.option(fc.tuple(viewed, members), { nil: undefined, freq: 3 });

const data = fc.record({
  sales: viewed,
  orders: fc.option(fc.record({ ...{ owners: groups, viewers: groups }, ruled: fc.boolean() }), {
    nil: undefined,
  }),
});

const declaring = fc.record({
  folders: fc.record({ f: folder, g: folder, h: folder }),
  names: fc.record({ f: fc.constantFrom("F", "F2"), h: fc.constantFrom(...names) }),
  data: fc.option(data, { nil: undefined }),
  landing: fc.option(fc.constantFrom("Start here", "x"), { nil: undefined }),
});

type Declaring = typeof declaring extends fc.Arbitrary<infer Value> ? Value : never;

/** The settings of what a tenant declares; undefined where the program refuses them. */
function settingsOf(
  { namespace, restricted, nested }: Places,
  access: readonly AccessSetting[],
  { folders: { f, g, h }, names: called, data: declared, landing }: Declaring,
): TenantSettings | undefined {
  const groupsOf = ({ owners, viewers }: { owners: string[]; viewers: string[] }) =>
    restricted ? { contributors: owners, viewers } : { owners, viewers };
  const isBelow = f !== undefined && (nested || restricted);
  const every = access.some(({ all }) => typeof all === "object" && all.folders !== undefined);
  const { settings, problems } = parseTenant({
    namespace,
    ...{ account: "organization/quicksight-governance/dev", membership: { file: "m.csv" } },
    groups: Object.fromEntries(tenantGroups.map((group) => [group, { role: "AUTHOR" }])),
    folders: {
      ...(f && {
        f: {
          ...{ name: called.f, ...groupsOf(f[0]), ...f[1] },
          type: restricted ? "restricted" : "shared",
        },
      }),
      ...(g && {
        g: {
          ...{ name: "G", ...groupsOf(g[0]), ...g[1] },
          ...(isBelow ? { parent: "f" } : { type: restricted ? "restricted" : "shared" }),
        },
      }),
      ...(h &&
        !restricted &&
        !every && { h: { name: called.h, existing: true, ...h[0], ...h[1] } }),
    },
    ...(declared && {
      dataSources: {
        sales: {
          ...{ type: "POSTGRESQL", name: "Sales", host: "h", port: 1, database: "d", secret: "s" },
          ...declared.sales,
        },
      },
      dataSets: declared.orders && {
        orders: {
          ...{ name: "Orders", source: "sales", table: { name: "t" }, columns: ["region"] },
          ...{ owners: declared.orders.owners, viewers: declared.orders.viewers },
          ...(declared.orders.ruled
            ? { rowRules: [{ group: "a" }], allRows: [...tenantGroups] }
            : {}),
        },
      },
    }),
    ...(landing === undefined ? {} : { landing: { title: landing, contact: "us" } }),
  });
  return problems.length > 0 || settings === undefined ? undefined : withLandingData(settings);
}

const givenFiles = fc.record({
  people: fc.uniqueArray(fc.record({ person: fc.nat(6), role, groups }), {
    selector: ({ person }) => person,
    maxLength: 5,
  }),
  access: fc.array(fc.oneof(named, named, ofAll, ofEverybody), { maxLength: 4 }),
  declaring,
});

type Given = typeof givenFiles extends fc.Arbitrary<infer Value> ? Value : never;

/** Where the program refuses what is declared, nothing is. */
function filesOf(places: Places, { people, access, declaring: declared }: Given): RandomFiles {
  const nothing = {
    ...{ folders: { f: undefined, g: undefined, h: undefined }, names: { f: "F", h: "x" } },
    ...{ data: undefined, landing: undefined },
  };
  const settings =
    settingsOf(places, access, declared) ?? settingsOf(places, access, nothing as Declaring);
  if (settings === undefined) throw new Error("settings without data and folders are refused");
  return { people, access, settings: { ...settings, access: [...access] as never } };
}

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
export const randomTenant: fc.Arbitrary<RandomTenant> = fc
  .record({
    places: fc.record({
      namespace: fc.constantFrom("default" as const, "sales" as const),
      restricted: fc.constantFrom(false, false, true),
      nested: fc.boolean(),
    }),
    users,
    assets: fc.array(asset, { minLength: 1, maxLength: 8 }),
    later: fc.array(asset, { maxLength: 4 }),
    former: fc.option(givenFiles, { nil: undefined }),
    files: givenFiles,
    guard,
  })
  .map(({ places, former, files, assets, later, ...rest }) => {
    // What is in a restricted folder is in no other.
    const placed = (some: readonly RandomAsset[]) =>
      places.restricted ? some.map((one) => ({ ...one, inside: undefined })) : some;
    return {
      ...{ ...rest, namespace: places.namespace, assets: placed(assets), later: placed(later) },
      former: former && filesOf(places, former),
      files: filesOf(places, files),
    };
  });
