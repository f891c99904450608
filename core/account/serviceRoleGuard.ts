import type { Guarded, Plan } from "../reconcile/subject.ts";

/** The role that QuickSight is to reach the rest of the account with. */
export interface GovernedServiceRole {
  readonly accountId: string;
  /** Its ARN; undefined: the settings leave it as it is. */
  readonly roleArn: string | undefined;
}

/** QuickSight gives up the role that it uses. */
export interface SwitchStep {
  readonly kind: "switch";
  /** The ARN of the role until now; undefined: those that QuickSight made itself. */
  readonly from: string | undefined;
  readonly to: string;
  readonly reason: string;
}

/** @param actual the ARN of the role that it uses; undefined while it uses its own */
export function planServiceRole(
  { roleArn }: GovernedServiceRole,
  actual: string | undefined,
): Plan<SwitchStep> {
  if (roleArn === undefined || roleArn === actual) return { steps: [], notices: [], unchanged: 1 };
  const step: SwitchStep = {
    ...{ kind: "switch", from: actual, to: roleArn },
    reason: "account.serviceRole",
  };
  return { steps: [step], notices: [], unchanged: 0 };
}

/**
 * Whether QuickSight may change the role for the whole account. Every data source that reads files, queries Athena or has a secret
 * goes by it, those of other teams too, and no call gives QuickSight its own roles back.
 */
export const serviceRoleGuard: Guarded<GovernedServiceRole, string | undefined, SwitchStep> = {
  name: "service-role",
  rules: [
    {
      name: "no-way-back",
      counts: ({ plan }) =>
        plan.steps.map(({ from, to }) => ({
          subject: to,
          count: from === undefined ? 1 : 0,
          of: 1,
        })),
      limit: () => 0,
      say: ({ subject }) =>
        `QuickSight would use ${subject} in place of the roles that it made itself, for everything in this account, and there is no way back; the limit is 0: see that this role may do all that those may, aws-quicksight-service-role-v0 above all`,
    },
    {
      name: "role-of-others",
      counts: ({ plan }) =>
        plan.steps.map(({ from, to }) => ({
          subject: to,
          count: from === undefined ? 0 : 1,
          of: 1,
          names: from === undefined ? [] : [from],
        })),
      limit: () => 0,
      say: ({ subject, names = [] }) =>
        `QuickSight would use ${subject} in place of ${names.join()}, for everything in this account; the limit is 0: data sources that need the other one fail`,
    },
  ],
  steps: {
    switch: {
      describe: ({ from, to }) => `- service role ${from ?? "of QuickSight"}, + ${to}`,
    },
  },
  takes: ({ from }) => [`give up service role ${from ?? "of QuickSight"}`],
  needsJournal: () => false,
  identify: ({ accountId, roleArn }) => ({ accountId, roleArn }),
  verbatim: ({ from, to }) => ({ from, to }),
  placeOf: ({ accountId }) => `account ${accountId}`,
};
