import { ownValue } from "./ownValue.ts";

/** Which people of which namespace are ours: all that is needed to address them in QuickSight. */
export interface NamespaceScope {
  readonly accountId: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  readonly namespace: string;
  /** User, group, namespace and account calls work in this Region only. */
  readonly identityRegion: string;
  /** The IAM role people come in through; those who came through another are not ours. */
  readonly federationRole: string;
  /**
   * The path of that role: part of its ARN, and not of user names.
   * @default "/"
   */
  readonly federationRolePath?: string | undefined;
  /** Groups whose name begins with this are ours. */
  readonly groupPrefix: string;
  /** Whole names of groups that are ours besides, by their names in the settings. */
  readonly groupNames?: Readonly<Record<string, string>> | undefined;
}

/** The ARN of the federation role: the `IamArn` of every registration. */
export function federationRoleArn(scope: NamespaceScope): string {
  const { partition, accountId, federationRole, federationRolePath = "/" } = scope;
  return `arn:${partition}:iam::${accountId}:role${federationRolePath}${federationRole}`;
}

/** How QuickSight names a person of ours: `<role>/<session name>` (for the IAM identity type with a role). */
export function userNameOf(scope: NamespaceScope, session: string): string {
  return `${scope.federationRole}/${session}`;
}

/** The ARN of a person of ours: what an asset's permissions name. */
export function userArnOf(scope: NamespaceScope, session: string): string {
  return arnOfUser(scope, userNameOf(scope, session));
}

/** The ARN of anybody in the namespace, by user name. */
export function arnOfUser(scope: NamespaceScope, userName: string): string {
  const { partition, identityRegion, accountId, namespace } = scope;
  return `arn:${partition}:quicksight:${identityRegion}:${accountId}:user/${namespace}/${userName}`;
}

/** The session name behind a QuickSight user name, or undefined when the user is not one of ours. */
export function sessionOf(
  scope: Pick<NamespaceScope, "federationRole">,
  userName: string,
): string | undefined {
  const prefix = `${scope.federationRole}/`;
  return userName.startsWith(prefix) ? userName.slice(prefix.length) : undefined;
}

/** How groups are named. */
export type GroupNaming = Pick<NamespaceScope, "groupPrefix" | "groupNames">;

/** How QuickSight names a group of ours. */
export function groupNameOf(naming: GroupNaming, group: string): string {
  const { groupPrefix, groupNames = noNames } = naming;
  return (
    ownValue(groupNames, group) ??
    (isReplacedName(naming, group) ? group : `${groupPrefix}${group}`)
  );
}

/** True for what a group would be called by the prefix that has an explicit name: people may be in it from before. */
export function isReplacedName(
  { groupPrefix, groupNames = noNames }: GroupNaming,
  groupName: string,
): boolean {
  return (
    groupName.startsWith(groupPrefix) &&
    Object.hasOwn(groupNames, groupName.slice(groupPrefix.length))
  );
}

/** Explicit names the other way round; kept, as they are looked up for every group of a namespace. */
const reversed = new WeakMap<object, ReadonlyMap<string, string>>();

function groupsByName(groupNames: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const known = reversed.get(groupNames);
  if (known !== undefined) return known;
  const names = new Map(Object.entries(groupNames).map(([group, name]) => [name, group]));
  reversed.set(groupNames, names);
  return names;
}

/**
 * A group's name in files and settings, or undefined when the group is not one of ours. One that {@link isReplacedName} has no name
 * there, as that of the settings is another group, and goes by its whole name: like any group of the prefix that the settings do
 * not declare, it is ours.
 */
export function groupOf(naming: GroupNaming, groupName: string): string | undefined {
  const { groupPrefix, groupNames = noNames } = naming;
  const named = groupsByName(groupNames).get(groupName);
  if (named !== undefined || !groupName.startsWith(groupPrefix)) return named;
  const isReplaced = isReplacedName(naming, groupName);
  const group = isReplaced ? groupName : groupName.slice(groupPrefix.length);
  // Two groups of one name: settings that would have them are refused.
  const isAmbiguous = isReplaced
    ? Object.hasOwn(groupNames, groupName)
    : isReplacedName(naming, group);
  return isAmbiguous ? undefined : group;
}

const noNames: Readonly<Record<string, string>> = {};

/** The ARN of the namespace: account, partition, identity Region and namespace in one line. */
export function namespaceArnOf(
  scope: Pick<NamespaceScope, "partition" | "identityRegion" | "accountId" | "namespace">,
): string {
  const { partition, identityRegion, accountId, namespace } = scope;
  return `arn:${partition}:quicksight:${identityRegion}:${accountId}:namespace/${namespace}`;
}

/** Reads what {@link namespaceArnOf} wrote. Throws on anything else. */
export function parseNamespaceArn(
  arn: string,
): Pick<NamespaceScope, "partition" | "identityRegion" | "accountId" | "namespace"> {
  const [, partition, identityRegion, accountId, namespace] =
    /^arn:([\w-]+):quicksight:([\w-]+):(\d{12}):namespace\/(.+)$/.exec(arn) ?? [];
  if (!partition || !identityRegion || !accountId || !namespace) {
    throw new Error(`not the ARN of a QuickSight namespace (got "${arn}")`);
  }
  return { partition, identityRegion, accountId, namespace };
}

/** The ARN of a group of ours: what access is granted to. It names the identity Region wherever the asset is. */
export function groupArnOf(scope: Omit<NamespaceScope, "federationRole">, group: string): string {
  const { partition, identityRegion, accountId, namespace } = scope;
  const name = groupNameOf(scope, group);
  return `arn:${partition}:quicksight:${identityRegion}:${accountId}:group/${namespace}/${name}`;
}
