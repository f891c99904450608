import type { DataSource } from "@aws-sdk/client-quicksight";
import type { Standing } from "../aws/standing.ts";
import { explainDataSourceError } from "./explainDataSourceError.ts";

/** How a data source stands that works: with the credentials of the secret, or without any. */
export function describeReady(secretArn: string | undefined): string {
  return secretArn === undefined ? "ready" : `ready, secret ${secretArn}`;
}

/** The secret in what {@link describeReady} wrote. */
export function secretIn(text: string): string | undefined {
  return /^ready, secret (\S+)$/.exec(text)?.[1];
}

/**
 * Where a data source stands: whether QuickSight can use it, and whether its credentials are those of the declared secret.
 *
 * @param wanted what {@link describeReady} wrote; one without a secret asks for none, whatever there is
 */
export function judgeDataSource(
  { Status: status = "DELETED", ErrorInfo, SecretArn }: DataSource,
  { displayName, wanted }: { readonly displayName: string; readonly wanted: string },
): Standing {
  if (status.endsWith("_IN_PROGRESS")) return { is: "running", text: status, mark: "" };
  const declared = secretIn(wanted);
  const works = status.endsWith("_SUCCESSFUL");
  // Whether QuickSight names the secret of one that failed is not known.
  const isTold = works || SecretArn !== undefined;
  const isOther = isTold && declared !== undefined && !isSame(declared, SecretArn);
  if (works && !isOther) return { is: "done", text: wanted, mark: "" };
  const { Type = "UNKNOWN", Message = "" } = ErrorInfo ?? {};
  const failed = [status, Type, Message].filter(Boolean).join(" ");
  const found = SecretArn === undefined ? "no secret" : `secret ${SecretArn}`;
  const problems = [
    ...(works ? [] : [explainDataSourceError(ErrorInfo ?? {})]),
    ...(isOther
      ? [`it has ${found} in place of ${declared}: somebody replaced it, and it is not taken back`]
      : []),
  ];
  return {
    is: "wrong",
    text: [works ? "ready" : failed, ...(isOther ? [found] : [])].join(", "),
    mark: "",
    problem: `data source ${displayName}: ${problems.join("; ")}`,
  };
}

/**
 * Secrets Manager finds a secret by its ARN with and without the suffix that it makes up. Without the suffixes of both they say nothing:
 * `db-reader` may be a secret of that name, or one called `db`.
 */
function isSame(declared: string, found: string | undefined): boolean {
  const plain = (arn: string) => arn.replace(/-[A-Za-z0-9]{6}$/, "");
  return found === declared || found === plain(declared) || plain(found ?? "") === declared;
}
