import { permissionSet } from "@quicksight-governance/core/assets";
import {
  accessClasses,
  diffAccess,
  openIndex,
  reachOf,
  type Snapshot,
  type SnapshotAsset,
  type SnapshotPerson,
} from "@quicksight-governance/core/explain";
import { formatBytes, formatCount, formatSeconds, formatTable } from "./formatTable.ts";

/** What the whole may take, for 100,000 people and 10,000 assets. */
const required = { seconds: 10, memory: 1e9 };

const [people, assets, groups] = [100_000, 10_000, 2000];
const account = { accountId: "123456789012", partition: "aws", identityRegion: "eu-west-1" };
const arn = (rest: string) => `arn:aws:quicksight:eu-west-1:123456789012:${rest}`;

// `npm run bench:explain`: all access of an account, and what two moments of it differ in. Ends with 1 where it takes more than it may.
const [before, after] = [makeSnapshot(1), makeSnapshot(2)];
const begun = performance.now();
const index = openIndex(before);
const classes = accessClasses(index);
let open = 0;
for (const one of classes) open += reachOf(index, one).places.length * one.people.length;
const explained = performance.now();
const { gains, losses } = diffAccess(before, after);
const ended = performance.now();
const { maxRSS } = process.resourceUsage();
const changed = [...gains, ...losses].reduce((sum, change) => sum + change.people.length, 0);
console.log(
  formatTable(
    ["", "found", "time"],
    [
      [
        `all access, ${formatCount(classes.length)} classes of people`,
        formatCount(open),
        formatSeconds((explained - begun) / 1000),
      ],
      [
        "difference of two moments",
        formatCount(changed),
        formatSeconds((ended - explained) / 1000),
      ],
    ],
  ),
);
console.log(`${formatBytes(maxRSS * 1024)} at most, both snapshots included`);
if ((ended - begun) / 1000 > required.seconds || maxRSS * 1024 > required.memory)
  process.exitCode = 1;

/** Everybody in two to six of 2,000 groups, every asset in a folder and granted to some groups; 1 of 50 differs by the moment. */
function makeSnapshot(moment: number): Snapshot {
  const random = generator(7);
  const groupNames = Array.from({ length: groups }, (_, n) => `quicksight-fed-group-${n}`);
  const list = Array.from({ length: people }, (_, n): SnapshotPerson => {
    const count = 2 + Math.floor(random() * 5);
    const department = Math.floor(random() * 400);
    const moves = random() < 0.02 ? moment : 0;
    const own = Array.from(
      { length: count },
      (_, at) => groupNames[(department * 5 + at * 7 + moves) % groups] ?? "",
    );
    return {
      userName: `quicksight-fed-users/person-${n}@example.com`,
      role: "READER",
      identityType: "IAM",
      email: `person-${n}@example.com`,
      groups: [...new Set(own)].sort(),
    };
  });
  const viewer = permissionSet("dashboard", "viewer");
  const folderViewer = permissionSet("folder", "viewer");
  const folders = Array.from({ length: 500 }, (_, n): SnapshotAsset => ({
    kind: "folder",
    region: "eu-west-1",
    id: `folder-${n}`,
    name: `Folder ${n}`,
    grants: [{ principal: arn(`group/default/${groupNames[n * 3] ?? ""}`), actions: folderViewer }],
    ...(n % 10 === 0 ? {} : { parent: `folder-${n - (n % 10)}` }),
    members: Array.from({ length: 19 }, (_, at) => `dashboard/dashboard-${n + at * 500}`),
  }));
  const dashboards = Array.from({ length: assets - folders.length }, (_, n): SnapshotAsset => {
    const changes = random() < 0.02 ? moment : 0;
    return {
      kind: "dashboard",
      region: "eu-west-1",
      id: `dashboard-${n}`,
      name: `Dashboard ${n}`,
      grants: [0, 1, 2, 3, 4].map((at) => ({
        principal: arn(`group/default/${groupNames[(n * 11 + at * 13 + changes) % groups] ?? ""}`),
        actions: viewer,
      })),
    };
  });
  return {
    version: 1,
    at: `2026-01-0${moment}T00:00:00Z`,
    ...account,
    namespaces: { default: { people: list, groups: groupNames } },
    assets: [...folders, ...dashboards],
    unknown: [],
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
