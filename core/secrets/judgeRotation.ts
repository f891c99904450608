/** What Secrets Manager says of how a secret is rotated. */
export interface RotationFacts {
  readonly isRotated: boolean;
  readonly nextAt?: Date | undefined;
  /** When anything about it changed last, the labels of its versions among that. */
  readonly changedAt?: Date | undefined;
  readonly versions: ReadonlyMap<string, readonly string[]>;
}

const hourMs = 3_600_000;

/**
 * Why the rotation of a secret needs somebody, as the rest of a sentence; undefined when it does not. Secrets Manager tells nobody: a
 * function that fails leaves its version pending, and is tried again until it succeeds (user guide, "Troubleshoot rotation").
 */
export function judgeRotation(
  { isRotated, nextAt, changedAt, versions }: RotationFacts,
  now: Date = new Date(),
): string | undefined {
  if (!isRotated) return undefined;
  const isPending = [...versions.values()].some(
    (labels) => labels.includes("AWSPENDING") && !labels.includes("AWSCURRENT"),
  );
  // A function has a quarter of an hour for each of the four steps at most (Lambda quotas).
  if (isPending && changedAt !== undefined && now.getTime() - changedAt.getTime() > hourMs) {
    return `a rotation of it began at ${changedAt.toISOString()} and did not end`;
  }
  if (nextAt !== undefined && now.getTime() - nextAt.getTime() > 24 * hourMs) {
    return `it was to be rotated until ${nextAt.toISOString()}, and was not`;
  }
  return undefined;
}
