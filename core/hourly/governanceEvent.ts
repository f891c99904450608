/** What starts a run besides the hour, as a rule of EventBridge hears of it. */
export interface GovernanceEvent {
  readonly source: string;
  readonly "detail-type": string;
  /** ISO 8601. */
  readonly time: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The folder of the governance bucket that membership files are published to: `membership/<namespace>.csv`. */
export const membershipFolder = "membership/";

/**
 * Calls of QuickSight that change what a tenant's files say: people, groups, who is in them, and who may open what. In a Region's own list, as
 * CloudTrail writes them.
 */
export const governedCalls = [
  "CreateFolderMembership",
  "CreateGroup",
  "CreateGroupMembership",
  "DeleteFolderMembership",
  "DeleteGroup",
  "DeleteGroupMembership",
  "DeleteUser",
  "DeleteUserByPrincipalId",
  "DeleteUserCustomPermission",
  "RegisterUser",
  "UpdateAnalysisPermissions",
  "UpdateDashboardPermissions",
  "UpdateDataSetPermissions",
  "UpdateDataSourcePermissions",
  "UpdateFolderPermissions",
  "UpdateThemePermissions",
  "UpdateTopicPermissions",
  "UpdateUser",
  "UpdateUserCustomPermission",
] as const;

/** What the roles of the functions are called, as CloudTrail writes who called: their own changes start nothing. */
export interface OwnRoles {
  readonly accountId: string;
  readonly partition: string;
  /** What the names of the roles begin with. */
  readonly prefix: string;
}

/** The beginning of the ARN of whoever is one of our functions. */
export function ownCallerOf({ accountId, partition, prefix }: OwnRoles): string {
  return `arn:${partition}:sts::${accountId}:assumed-role/${prefix}`;
}

/** The pattern of files that are uploaded to the governance bucket. */
export function uploadPattern(bucket: string): object {
  return {
    ...{ source: ["aws.s3"], "detail-type": ["Object Created"] },
    detail: { bucket: { name: [bucket] }, object: { key: [{ prefix: membershipFolder }] } },
  };
}

/**
 * The pattern of who registered themselves, an event of the service, for which nobody calls: QuickSight user guide, "Logging QuickSight
 * information with AWS CloudTrail".
 */
export const arrivalPattern = {
  ...{ source: ["aws.quicksight"], "detail-type": ["AWS Service Event via CloudTrail"] },
  detail: { eventSource: ["quicksight.amazonaws.com"], eventName: ["CreateUser"] },
};

/** The pattern of what somebody changed by hand: calls that succeeded, and that none of our functions made. */
export function driftPattern(own: OwnRoles): object {
  return {
    ...{ source: ["aws.quicksight"], "detail-type": ["AWS API Call via CloudTrail"] },
    detail: {
      ...{ eventSource: ["quicksight.amazonaws.com"], eventName: [...governedCalls] },
      errorCode: [{ exists: false }],
      userIdentity: { arn: [{ "anything-but": { prefix: ownCallerOf(own) } }] },
    },
  };
}
