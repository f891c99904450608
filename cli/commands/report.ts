import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Snapshot, unreadIn } from "@quicksight-governance/core/explain";
import {
  describePage,
  formatDataAccess,
  formatGroupMembership,
  formatLicences,
  formatObjectAccess,
  renderPage,
} from "@quicksight-governance/core/reports";
import { bundlePage } from "@quicksight-governance/core/reports/bundlePage";
import { checkAccountId } from "../checkAccountId.ts";
import { CommandError } from "../commandError.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { findSnapshot } from "../findSnapshot.ts";
import { output } from "../output.ts";
import { parseOptions, wrongArgument } from "../parseOptions.ts";
import { printList } from "../printList.ts";
import { readSnapshotFile } from "../readSnapshotFile.ts";
import { requireWritable } from "../requireWritable.ts";
import { writeWhole } from "../writeWhole.ts";

/** The files of a report, and what makes them of an account and the same one earlier. */
const files: Readonly<
  Record<
    string,
    (now: Snapshot, before: Snapshot | undefined) => string | Iterable<string> | Promise<string>
  >
> = {
  "group_membership.csv": formatGroupMembership,
  "object_access.csv": formatObjectAccess,
  "data_access.csv": formatDataAccess,
  "licences.csv": formatLicences,
  "index.html": async (now, before) => renderPage(describePage(now, before), await bundlePage()),
};

/** `qsgov report`: writes who is in which group and who may open what, as CSV files and as a page that a browser opens. */
export async function report(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseReportOptions(args);
  const { out, json, since, force } = options;
  // Read first: a wrong file is said before an account is read for an hour.
  const before = since === undefined ? undefined : readSnapshotFile("report", since);
  mkdirSync(out, { recursive: true });
  for (const file of Object.keys(files)) {
    requireWritable("report", "out", join(out, file), force);
  }
  const { snapshot } = await findSnapshot("report", options, undefined, signal);
  if (before !== undefined) refuseOthers(before, snapshot);
  const texts = await Promise.all(
    Object.entries(files).map(
      async ([file, format]) => [join(out, file), await format(snapshot, before)] as const,
    ),
  );
  signal.throwIfAborted();
  for (const [file, text] of texts) writeWhole(file, text);
  const written = texts.map(([file]) => file);
  const unread = unreadIn(snapshot);
  if (json) output.printDocument({ command: "report", files: written, unread });
  else {
    output.print(`wrote ${written.join(", ")}`);
    printList("not read", unread);
  }
  return unread.length === 0 ? exitCode.done : exitCode.partly;
}

/** What two accounts differ in says nothing of either. */
function refuseOthers(before: Snapshot, now: Snapshot): void {
  if (before.accountId !== now.accountId) {
    throw new CommandError(
      `qsgov report: --since is a snapshot of account ${before.accountId}, and the report is of ${now.accountId}; nothing was written`,
    );
  }
  if (before.at > now.at) {
    throw new CommandError(
      `qsgov report: --since is of ${before.at}, later than the report of ${now.at}; give the earlier one to --since. Nothing was written`,
    );
  }
}

function parseReportOptions(args: readonly string[]) {
  const values = parseOptions("report", args, {
    out: { type: "string" },
    snapshot: { type: "string" },
    since: { type: "string" },
    force: { type: "boolean", default: false },
    account: { type: "string" },
    region: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  });
  const { out, snapshot, since, force, account, region: regions, json } = values;
  if (out === undefined) throw wrongArgument("report", "--out FOLDER is missing");
  checkAccountId("report", account);
  return { out, snapshot, since, force, account, regions, json };
}
