import { existsSync } from "node:fs";
import { checkAccountId } from "./checkAccountId.ts";
import { parseOptions, wrongArgument } from "./parseOptions.ts";
import { requireWritable } from "./requireWritable.ts";
import { type SettingsPlace, settingsOption } from "./settingsOption.ts";
import { parseSide, type Side } from "./sides.ts";

/** What `qsgov diff` was asked for. */
export interface DiffOptions {
  readonly from: Side;
  readonly to: Side;
  readonly settings: SettingsPlace | undefined;
  readonly membership: string | undefined;
  readonly account: string | undefined;
  readonly regions: readonly string[] | undefined;
  /** A file that stands for the account as it is. */
  readonly snapshot: string | undefined;
  /** The governance bucket, where what was read earlier is; absent: the settings or the account say. */
  readonly bucket: string | undefined;
  readonly format: "text" | "markdown" | "json";
  /** The file for the violations as SARIF. */
  readonly sarif: string | undefined;
}

/** @throws {CommandError} naming the first argument that is wrong */
export function parseDiffOptions(args: readonly string[]): DiffOptions {
  const values = parseOptions("diff", args, {
    from: { type: "string", default: "live" },
    to: { type: "string", default: "files" },
    stack: { type: "string" },
    tenant: { type: "string" },
    membership: { type: "string" },
    account: { type: "string" },
    region: { type: "string", multiple: true },
    snapshot: { type: "string" },
    bucket: { type: "string" },
    markdown: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    sarif: { type: "string" },
  });
  const { membership, account, snapshot, markdown, json, sarif } = values;
  const settings = settingsOption("diff", values);
  const [from, to] = [parseSide("--from", values.from), parseSide("--to", values.to)];
  const needsFiles = [from, to].some(({ is }) => is === "files" || is === "commit");
  if (needsFiles && settings === undefined) {
    throw wrongArgument(
      "diff",
      "what files make of an account takes --stack NAME or --tenant FILE",
    );
  }
  if (markdown && json) throw wrongArgument("diff", "give one of --markdown and --json");
  if (snapshot !== undefined && !existsSync(snapshot)) {
    throw wrongArgument("diff", `--snapshot: there is no file ${snapshot}`);
  }
  // The report of the last run is written over.
  requireWritable("diff", "sarif", sarif, true);
  checkAccountId("diff", account);
  return {
    ...{ from, to, settings, membership, account, snapshot, sarif, regions: values.region },
    bucket: values.bucket,
    format: json ? "json" : markdown ? "markdown" : "text",
  };
}
