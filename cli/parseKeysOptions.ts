import { existsSync, statSync } from "node:fs";
import type { TrailPlace } from "@quicksight-governance/core/keys/audit";
import { showText } from "@quicksight-governance/core/settings";
import type { AwsAccess } from "@quicksight-governance/core/aws";
import { checkAccountId } from "./checkAccountId.ts";
import { parseOptions, wrongArgument } from "./parseOptions.ts";
import { requireWritable } from "./requireWritable.ts";

/** How far back the event history of CloudTrail goes, in days (its user guide). */
const historyDays = 90;

/** What `qsgov keys` was asked for. */
export interface KeysOptions {
  /** As it was given; undefined: the event history. */
  readonly trail: string | undefined;
  /** The work group of Athena that reads the trail; undefined: it is read here. */
  readonly athena: string | undefined;
  readonly days: number | undefined;
  /** The file to write. */
  readonly csv: string | undefined;
  readonly account: string | undefined;
  readonly json: boolean;
}

/** @throws {CommandError} */
export function parseKeysOptions(args: readonly string[]): KeysOptions {
  const { force, days, ...values } = parseOptions("keys", args, {
    trail: { type: "string" },
    athena: { type: "string" },
    days: { type: "string" },
    csv: { type: "string" },
    force: { type: "boolean", default: false },
    account: { type: "string" },
    json: { type: "boolean", default: false },
  });
  const { trail, athena, csv, account, json } = values;
  checkAccountId("keys", account);
  requireWritable("keys", "csv", csv, force);
  if (trail !== undefined && !isBucket(trail) && !isFolder(trail)) {
    const found = existsSync(trail)
      ? `${showText(trail)} is none`
      : `there is no ${showText(trail)}`;
    throw wrongArgument("keys", `--trail is s3://BUCKET/PREFIX or a folder (${found})`);
  }
  if (athena !== undefined && trail !== undefined) {
    throw wrongArgument("keys", "--athena reads the trail of the account stack; leave --trail out");
  }
  if (athena !== undefined && !/^[\w.-]{1,128}$/.test(athena)) {
    throw wrongArgument("keys", `--athena is the name of a work group (got ${showText(athena)})`);
  }
  return { trail, athena, csv, account, json, days: parseDays(days, trail ?? athena) };
}

function parseDays(text: string | undefined, trail: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const days = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (days < 1) throw wrongArgument("keys", `--days is a whole number (got ${showText(text)})`);
  if (trail === undefined && days > historyDays) {
    const what = `the event history of CloudTrail goes back ${historyDays} days; for more, name a --trail or --athena`;
    throw wrongArgument("keys", what);
  }
  return days;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isBucket(trail: string): boolean {
  return /^s3:\/\/[a-z0-9][a-z0-9.-]+(\/|$)/.test(trail);
}

/** Where the files of `--trail` are. */
export function placeOf(trail: string, access: AwsAccess): TrailPlace {
  if (!isBucket(trail)) return { kind: "folder", path: trail };
  const [, bucket = "", path = ""] = /^s3:\/\/([^/]+)\/*(.*?)\/*$/.exec(trail) ?? [];
  return { kind: "bucket", bucket, prefix: path === "" ? "" : `${path}/`, access };
}
