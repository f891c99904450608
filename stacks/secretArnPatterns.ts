import type { Facts } from "./facts.ts";

/** How many characters secrets may take: more would not leave room for the rest in a managed policy. */
const mostCharacters = 600;

/**
 * ARN patterns of secrets that settings name or give the ARN of. Where there are many, those of one folder (`data/sales/…`) are one pattern, as
 * a policy has room for a few; no pattern is wider than a folder, and those in none stand one by one.
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
  const byFolder = Map.groupBy(unique, (arn) => arn.slice(0, arn.lastIndexOf("/") + 1));
  return [...byFolder].flatMap(([folder, within]) =>
    folder === "" || within.length === 1 ? within : [`${folder}*`],
  );
}
