import { permissionSet } from "../../../core/assets/permissionSet.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import type { Snapshot, SnapshotAsset, SnapshotPerson } from "../../../core/explain/snapshot.ts";

const account = { accountId: "111122223333", partition: "aws", identityRegion: "us-east-1" };

/** The ARN of a principal of the account, such as `group/default/critical`. */
export const arnOf = (principal: string) =>
  `arn:aws:quicksight:us-east-1:111122223333:${principal}`;

/** A grant of a whole level. */
export function grant(kind: string, principal: string, level: Level = "viewer") {
  return { principal: arnOf(principal), actions: permissionSet(kind, level) };
}

/** A person of the role, with the groups that they are in. */
export function person(name: string, ...groups: string[]): SnapshotPerson {
  const email = `${name}@x.com`;
  const userName = `quicksight-fed-users/${email}`;
  return { userName, role: "READER", email, identityType: "IAM", groups };
}

/** An asset of eu-west-1, called by its id. */
export function asset(
  kind: string,
  id: string,
  grants: SnapshotAsset["grants"] = [],
  more: Partial<SnapshotAsset> = {},
): SnapshotAsset {
  return { kind, region: "eu-west-1", id, name: id, grants, ...more };
}

/** A snapshot of one namespace, unless more are given. */
export function snapshotOf(
  people: readonly SnapshotPerson[],
  assets: readonly SnapshotAsset[],
  others: Snapshot["namespaces"] = {},
): Snapshot {
  const groups = [...new Set(people.flatMap((one) => one.groups))].sort();
  return {
    ...{ version: 1, at: "2026-01-01T00:00:00Z", ...account, assets, unknown: [] },
    namespaces: { default: { people, groups }, ...others },
  };
}
