import type { AthenaPlace } from "./athenaSource.ts";

/** Beginnings and words of what Athena says of a query that came to nothing, and what to do. */
const advice: readonly (readonly [RegExp, (place: AthenaPlace) => string])[] = [
  [
    /SCHEMA_NOT_FOUND|TABLE_NOT_FOUND|does not exist/i,
    ({ database, table }) =>
      `there is no table ${database}.${table}: the account stack makes it with account.trail.athena`,
  ],
  [
    /bytes scanned/i,
    ({ workgroup }) =>
      `the query reads more than the work group ${workgroup} allows: raise account.trail.athena.mostGigabytes, or read fewer days (--days)`,
  ],
  [
    /HIVE_CURSOR_ERROR|HIVE_BAD_DATA|GZIP|unexpected end/i,
    () =>
      "a file of the trail is damaged, which ends the query; qsgov keys --trail leaves such files out and names them",
  ],
  [
    /access ?denied|not authorized|permission/i,
    () =>
      "allow the caller what docs/permissions.md lists for qsgov keys --athena, also kms:Decrypt with the key that the trail is encrypted with, if there is one",
  ],
];

/** What is said of a query that came to nothing: what Athena says, and what to do about it. */
export function explainFailure(
  place: AthenaPlace,
  state: "FAILED" | "CANCELLED",
  why = "without a reason",
): string {
  const found = advice.find(([words]) => words.test(why));
  const what = `the query in the work group ${place.workgroup} ${state === "FAILED" ? "failed" : "was cancelled"} (${why})`;
  return found === undefined ? what : `${what}; ${found[1](place)}`;
}
