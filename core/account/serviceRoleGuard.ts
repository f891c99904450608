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
      name: "service-role",
      counts: ({ plan }) =>
        plan.steps.map(({ from, to }) => ({
          ...{ subject: to, count: 1, of: 1 },
          names: from === undefined ? [] : [from],
        })),
      limit: () => 0,
      say: ({ subject, names: [from] = [] }) => {
        const [lost, consequence, todo] =
          from === undefined
            ? [
                "the roles that it made itself",
                ", and there is no way back",
                "see that this role may do all that those may, aws-quicksight-service-role-v0 above all",
              ]
            : [from, "", "data sources that need the other one fail"];
        return `QuickSight would use ${subject} in place of ${lost}, for everything in this account${consequence}; the limit is 0: ${todo}`;
      },
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
