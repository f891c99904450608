/** The account and the Region in which something is used. */
export interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Says of a secret by its ARN that it is in another account or Region than QuickSight, which reads it in its own (AWS user guide,
 * "Using Secrets Manager"), and what to do; undefined where it is right, and for a secret by name.
 */
export function findElsewhere(secret: string, { accountId, region }: Place): string | undefined {
  const [, place, owner] = /^arn:[^:]+:secretsmanager:([^:]*):([^:]*):secret:/.exec(secret) ?? [];
  if (place === undefined || owner === undefined) return undefined;
  if (owner !== accountId) {
    return `the secret belongs to account ${owner}; store one in account ${accountId}, in ${region} (got ${secret})`;
  }
  if (place === region) return undefined;
  return `the secret is in ${place}; replicate it to ${region} (aws secretsmanager replicate-secret-to-regions --region ${place} --secret-id ${secret} --add-replica-regions Region=${region}) and name the replica, whose ARN has ${region} in it`;
}
