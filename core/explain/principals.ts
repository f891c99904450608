import type { Snapshot, SnapshotPerson } from "./snapshot.ts";

type Account = Pick<Snapshot, "partition" | "identityRegion" | "accountId">;

/** A user, a group or a namespace, as permissions name it. */
export interface Principal {
  readonly type: "user" | "group" | "namespace";
  readonly namespace: string;
  /** The name of the user or the group; empty of a namespace. */
  readonly name: string;
}

/** The ARN by which permissions name a principal: it has the identity Region, wherever the asset is. */
export function arnOfPrincipal(account: Account, { type, namespace, name }: Principal): string {
  const { partition, identityRegion, accountId } = account;
  const rest = type === "namespace" ? "" : `/${name}`;
  return `arn:${partition}:quicksight:${identityRegion}:${accountId}:${type}/${namespace}${rest}`;
}

/** The principal behind an ARN; undefined for another account, or what QuickSight adds one day. */
export function parsePrincipal(arn: string): Principal | undefined {
  const [, type, namespace = "", name = ""] =
    /^arn:[^:]+:quicksight:[^:]*:\d*:(user|group|namespace)\/([^/]+)(?:\/(.+))?$/s.exec(arn) ?? [];
  if (type === undefined) return undefined;
  return { type: type as Principal["type"], namespace, name };
}

/** All by which somebody gets anything: they themselves, their groups, and everybody of their namespace. */
export function principalsOf(
  account: Account,
  namespace: string,
  { userName, groups }: Pick<SnapshotPerson, "userName" | "groups">,
): string[] {
  return [
    arnOfPrincipal(account, { type: "user", namespace, name: userName }),
    ...groups.map((name) => arnOfPrincipal(account, { type: "group", namespace, name })),
    arnOfPrincipal(account, { type: "namespace", namespace, name: "" }),
  ];
}
