import type { Guarded, Plan } from "../reconcile/subject.ts";

/** A secret that is to be deleted, with the data sources that sign in with it. */
export interface RemovedSecret {
  readonly name: string;
  readonly arn: string;
  /** Ids, sorted. */
  readonly usedBy: readonly string[];
}

/** The account whose secrets are made here. */
export interface GovernedSecrets {
  readonly accountId: string;
  readonly region: string;
}

/** A secret goes. */
export interface RemoveSecretStep extends RemovedSecret {
  readonly kind: "delete";
  readonly reason: string;
}

/** What becomes of the secrets that the stack has and the settings do not. */
export function planRemovedSecrets(removed: readonly RemovedSecret[]): Plan<RemoveSecretStep> {
  const steps = removed.map((secret): RemoveSecretStep => {
    return { ...secret, kind: "delete", reason: "no longer in account.madeSecrets" };
  });
  return { steps, notices: [], unchanged: 0 };
}

/**
 * Whether secrets may go: one that a data source signs in with takes its dashboards along at once, as a secret that waits for its deletion
 * is read by nobody.
 */
export const removedSecretsGuard: Guarded<
  GovernedSecrets,
  readonly RemovedSecret[],
  RemoveSecretStep
> = {
  name: "secrets",
  rules: [
    {
      name: "secret-in-use",
      counts: ({ plan }) =>
        plan.steps
          .filter(({ usedBy }) => usedBy.length > 0)
          .map(({ name, usedBy }) => ({
            ...{ subject: name, count: usedBy.length, of: usedBy.length },
            names: [...usedBy],
          })),
      limit: () => 0,
      say: ({ subject, count, names = [] }) =>
        `secret ${subject} would be deleted, and ${count === 1 ? "data source" : `${count} data sources, among them`} ${names.slice(0, 10).join(", ")} would sign in no more; the limit is 0: give ${count === 1 ? "it" : "them"} another secret first`,
    },
  ],
  steps: { delete: { describe: ({ name }) => `- secret ${name}` } },
  takes: ({ name }) => [`delete secret ${name}`],
  needsJournal: () => false,
  identify: ({ accountId, region }) => ({ accountId, region }),
  verbatim: ({ arn, usedBy }) => ({ arn, usedBy }),
  placeOf: ({ accountId, region }) => `account ${accountId} in ${region}`,
};
