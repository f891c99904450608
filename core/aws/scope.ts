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
}

/** The ARN of the federation role: the `IamArn` of every registration. */
export function federationRoleArn(scope: NamespaceScope): string {
  const { partition, accountId, federationRole, federationRolePath = "/" } = scope;
  return `arn:${partition}:iam::${accountId}:role${federationRolePath}${federationRole}`;
}

/** How QuickSight names a person of ours: `<role>/<session name>` (for the IAM identity type with a role). */
export function userNameOf(scope: NamespaceScope, email: string): string {
  return `${scope.federationRole}/${email}`;
}

/** The ARN of a person of ours: what an asset's permissions name. */
export function userArnOf(scope: NamespaceScope, email: string): string {
  return arnOfUser(scope, userNameOf(scope, email));
}

/** The ARN of anybody in the namespace, by user name. */
export function arnOfUser(scope: NamespaceScope, userName: string): string {
  const { partition, identityRegion, accountId, namespace } = scope;
  return `arn:${partition}:quicksight:${identityRegion}:${accountId}:user/${namespace}/${userName}`;
}

/** The person behind a QuickSight user name, or undefined when the user is not one of ours. */
export function emailOf(scope: NamespaceScope, userName: string): string | undefined {
  const prefix = `${scope.federationRole}/`;
  return userName.startsWith(prefix) ? userName.slice(prefix.length) : undefined;
}

/** How QuickSight names a group of ours. */
export function groupNameOf(scope: NamespaceScope, group: string): string {
  return `${scope.groupPrefix}${group}`;
}

/** A group's name in files and settings, or undefined when the group is not one of ours. */
export function groupOf(scope: NamespaceScope, groupName: string): string | undefined {
  return groupName.startsWith(scope.groupPrefix)
    ? groupName.slice(scope.groupPrefix.length)
    : undefined;
}

/** The ARN of the namespace: account, partition, identity Region and namespace in one line. */
export function namespaceArnOf(scope: NamespaceScope): string {
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
  const { partition, identityRegion, accountId, namespace, groupPrefix } = scope;
  return `arn:${partition}:quicksight:${identityRegion}:${accountId}:group/${namespace}/${groupPrefix}${group}`;
}
