import type { Facts } from "./facts.ts";

/** How many characters secrets may take: more would not leave room for the rest in a managed policy. */
const mostCharacters = 600;

/**
 * ARN patterns of secrets that settings name or give the ARN of. Many secrets are one pattern, by what their names begin with: a
 * policy has room for a few.
 */
export function secretArnPatterns(
  secrets: readonly string[],
  { accountId, partition, region }: Pick<Facts, "accountId" | "partition" | "region">,
): string[] {
  const head = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:`;
  // A secret by name has a random suffix of six characters in its ARN.
  const arns = secrets.map((secret) =>
    secret.startsWith("arn:") ? secret : `${head}${secret}-??????`,
  );
  const unique = [...new Set(arns)].sort();
  if (unique.join().length <= mostCharacters) return unique;
  const byPlace = Map.groupBy(unique, (arn) => arn.split(":").slice(0, 6).join(":"));
  return [...byPlace.values()].map(commonPattern);
}

function commonPattern(arns: readonly string[]): string {
  const [first = "", ...others] = arns;
  let length = first.length;
  for (const arn of others) while (!arn.startsWith(first.slice(0, length))) length -= 1;
  return others.length === 0 ? first : `${first.slice(0, length)}*`;
}
