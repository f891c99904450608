import { untilAborted } from "@quicksight-governance/core/aws";
import { formatSnapshot, unreadIn } from "@quicksight-governance/core/explain";
import { formatObjectAccess } from "@quicksight-governance/core/reports";
import { checkAccountId } from "../checkAccountId.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { findAccess } from "../findAccess.ts";
import { output } from "../output.ts";
import { parseOptions, wrongArgument } from "../parseOptions.ts";
import { printList } from "../printList.ts";
import { readAccountSnapshot } from "../readAccountSnapshot.ts";
import { requireWritable } from "../requireWritable.ts";
import { writeWhole } from "../writeWhole.ts";

/** `qsgov snapshot`: writes who may open what in an account into a file. */
export async function snapshot(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const { out, csv, account, region: regions, json } = parseSnapshotOptions(args);
  const access = await untilAborted(signal, () => findAccess({ region: regions?.[0] }));
  const found = await readAccountSnapshot(
    { command: "snapshot", account, access, regions: regions ?? [access.region] },
    signal,
  );
  signal.throwIfAborted();
  writeWhole(out, formatSnapshot(found));
  if (csv !== undefined) writeWhole(csv, formatObjectAccess(found));
  const unread = unreadIn(found);
  const counts = {
    namespaces: Object.keys(found.namespaces).length,
    people: Object.values(found.namespaces).reduce((sum, { people }) => sum + people.length, 0),
    assets: found.assets.length,
  };
  if (json) output.printDocument({ command: "snapshot", file: out, ...counts, unread });
  else {
    const { namespaces, people, assets } = counts;
    output.print(
      `wrote ${out}: ${people.toLocaleString("en-US")} people of ${namespaces} namespace${namespaces === 1 ? "" : "s"}, ${assets.toLocaleString("en-US")} assets`,
    );
    printList("not read", unread);
  }
  return unread.length === 0 ? exitCode.done : exitCode.partly;
}

function parseSnapshotOptions(args: readonly string[]) {
  const values = parseOptions("snapshot", args, {
    out: { type: "string" },
    csv: { type: "string" },
    force: { type: "boolean", default: false },
    account: { type: "string" },
    region: { type: "string", multiple: true },
    json: { type: "boolean", default: false },
  });
  const { out, force, account } = values;
  if (out === undefined) throw wrongArgument("snapshot", "--out FILE is missing");
  checkAccountId("snapshot", account);
  requireWritable("snapshot", "out", out, force);
  requireWritable("snapshot", "csv", values.csv, force);
  return { ...values, out };
}
