import { permissionSet } from "@quicksight-governance/core/assets";
import type { Snapshot, SnapshotAsset, SnapshotPerson } from "@quicksight-governance/core/explain";

/** How the groups of people are drawn: by department, so that many have the same ones, or for each by chance, so that hardly two have. */
export const accessShapes = ["departments", "chance"] as const;

/** One of {@link accessShapes}. */
export type AccessShape = (typeof accessShapes)[number];

/** An account that is drawn, the same one each time. */
export interface DrawOptions {
  readonly shape: AccessShape;
  readonly people: number;
  readonly assets: number;
  /** 1 or 2: one of 50 people and of 50 dashboards differs. */
  readonly moment: 1 | 2;
}

/** Who is in which groups, and what is open to which, by numbers: an account before anything is made of it. */
export interface DrawnAccess {
  readonly groups: number;
  /** By person. */
  readonly groupsOf: readonly (readonly number[])[];
  /** By folder; folders are the first of the assets, the others are dashboards. */
  readonly folders: readonly DrawnFolder[];
  /** By asset, those that it is granted to itself. */
  readonly grantedTo: readonly (readonly number[])[];
}

/** A folder of a {@link DrawnAccess}. */
export interface DrawnFolder {
  readonly parent?: number;
  /** Numbers of assets. */
  readonly members: readonly number[];
}

const groups = 2000;
const account = { accountId: "123456789012", partition: "aws", identityRegion: "eu-west-1" };
const arn = (rest: string) => `arn:aws:quicksight:eu-west-1:123456789012:${rest}`;

/** Everybody in two to six groups, every dashboard in a folder and granted to five groups, one of 20 assets a folder. */
export function drawAccess({ shape, people, assets, moment }: DrawOptions): DrawnAccess {
  const random = generator(7);
  const groupsOf = Array.from({ length: people }, () => {
    const count = 2 + Math.floor(random() * 5);
    const department = Math.floor(random() * 400);
    const moves = random() < 0.02 ? moment : 0;
    const own = Array.from({ length: count }, (_, at) => {
      const first = shape === "departments" ? department * 5 + at * 7 : random() * groups;
      return (Math.floor(first) + moves) % groups;
    });
    return [...new Set(own)];
  });
  const folderCount = Math.floor(assets / 20);
  const dashboards = assets - folderCount;
  const folders = Array.from({ length: folderCount }, (_, n): DrawnFolder => {
    const members = Array.from({ length: 19 }, (__, at) => n + at * folderCount);
    return {
      ...(n % 10 === 0 ? {} : { parent: n - (n % 10) }),
      members: members.filter((one) => one < dashboards).map((one) => folderCount + one),
    };
  });
  const toFolders = folders.map((_, n) => [(n * 3) % groups]);
  const toDashboards = Array.from({ length: dashboards }, (_, n) => {
    const changes = random() < 0.02 ? moment : 0;
    return [0, 1, 2, 3, 4].map((at) => (n * 11 + at * 13 + changes) % groups);
  });
  return { groups, groupsOf, folders, grantedTo: [...toFolders, ...toDashboards] };
}

/** The account as `qsgov snapshot` reads one. */
export function snapshotOfDrawn({
  groups: count,
  groupsOf,
  folders,
  grantedTo,
}: DrawnAccess): Snapshot {
  const names = Array.from({ length: count }, (_, n) => `quicksight-fed-group-${n}`);
  const nameOf = (group: number) => names[group] ?? "";
  const idOf = (asset: number) =>
    asset < folders.length ? `folder-${asset}` : `dashboard-${asset}`;
  const people = groupsOf.map((own, n): SnapshotPerson => ({
    userName: `quicksight-fed-users/person-${n}@example.com`,
    ...{ role: "READER", identityType: "IAM", email: `person-${n}@example.com` },
    groups: own.map(nameOf).sort(),
  }));
  const assets = grantedTo.map((own, n): SnapshotAsset => {
    const folder = folders[n];
    const kind = folder === undefined ? "dashboard" : "folder";
    const actions = permissionSet(kind, "viewer");
    return {
      ...{ kind, region: "eu-west-1", id: idOf(n), name: `${kind} ${n}` },
      grants: own.map((group) => ({ principal: arn(`group/default/${nameOf(group)}`), actions })),
      ...(folder?.parent === undefined ? {} : { parent: idOf(folder.parent) }),
      ...(folder && { members: folder.members.map((one) => `dashboard/${idOf(one)}`) }),
    };
  });
  return {
    ...{ version: 1, at: "2026-01-01T00:00:00Z", ...account, assets, unknown: [] },
    namespaces: { default: { people, groups: names } },
  };
}

/** Numbers from 0 to 1 that are the same each time. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
