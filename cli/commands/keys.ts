import { type AwsAccess, untilAborted } from "@quicksight-governance/core/aws";
import {
  athenaSource,
  trailDatabaseOf,
  trailTableName,
} from "@quicksight-governance/core/keys/athena";
import {
  auditKeys,
  defaultOf,
  type Elsewhere,
  encryptionRows,
  type EventSource,
  formatEncryption,
  type KeyAudit,
  type ListedDataSet,
  lookupSource,
  nothingElse,
  readLastUses,
  trailSource,
} from "@quicksight-governance/core/keys/audit";
import { type AuditOfKeys, isThere, keyArnsOf } from "../auditOfKeys.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { findAccess } from "../findAccess.ts";
import { identify } from "../identify.ts";
import { keysDocument } from "../keysDocument.ts";
import { needing } from "../needing.ts";
import { output } from "../output.ts";
import { type KeysOptions, parseKeysOptions, placeOf } from "../parseKeysOptions.ts";
import { printKeys } from "../printKeys.ts";
import { readKeysAccount } from "../readKeysAccount.ts";
import { refuseSilent } from "../refuseSilent.ts";
import { refuseUnread } from "../refuseUnread.ts";
import { writeWhole } from "../writeWhole.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** How often it is said how far the reading is, in milliseconds. */
const pauseMs = 10_000;

/** `qsgov keys`: which key encrypts each data set, by the events of KMS. Writes nothing at AWS. */
export async function keys(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseKeysOptions(args);
  const access = await untilAborted(signal, () => findAccess({}));
  const { accountId } = await untilAborted(signal, () => identify(options.account, access));
  const { region } = access;
  const isNeeded = options.trail === undefined && options.athena === undefined;
  const account = await readKeysAccount(accountId, access, isNeeded, signal);
  const { listed, registered = [], qDataKey, unknown } = account;
  const elsewhere = nothingElse();
  const opened = openSource(options, { accountId, access, listed: listed ?? [], elsewhere });
  const progress = options.json ? undefined : sayProgress();
  const audit = await needing("keys", opened.right, () =>
    auditKeys(opened.source, signal, progress),
  );
  if (options.trail !== undefined) {
    refuseUnread(options, { ...{ accountId, region, audit, elsewhere }, right: opened.right });
  }
  if (options.athena !== undefined) refuseSilent(options, { accountId, region, audit });
  const registeredDefault = registered.find((key) => key.default)?.arn;
  const defaultKey =
    account.registered === undefined
      ? defaultOf(audit)
      : ({ arn: registeredDefault, from: "registration" } as const);
  const rows = encryptionRows(audit, listed, defaultKey);
  const arns = keyArnsOf(registered, rows);
  const lastUses = await untilAborted(signal, () => readLastUses(arns, access));
  const found: AuditOfKeys = {
    ...{ accountId, region, source: opened.name, registered, defaultKey, unknown, rows, audit },
    ...{ lastUses, elsewhere, qDataKey },
  };
  if (options.csv !== undefined) writeWhole(options.csv, formatEncryption(rows));
  if (options.json) output.printDocument(keysDocument(found));
  else printKeys(found);
  if (options.csv !== undefined && !options.json) output.print(`\nwrote ${options.csv}`);
  return findCode(found);
}

interface SourceInputs {
  readonly accountId: string;
  readonly access: AwsAccess;
  readonly listed: readonly ListedDataSet[];
  readonly elsewhere: Elsewhere;
}

interface OpenedSource {
  readonly source: EventSource;
  /** For a person. */
  readonly name: string;
  /** What reading it needs, as the rest of `allow …`. */
  readonly right: string;
}

function openSource(
  { trail, athena, days }: KeysOptions,
  { accountId, access, listed, elsewhere }: SourceInputs,
): OpenedSource {
  const scope = { accountId, region: access.region };
  const from = days === undefined ? undefined : new Date(Date.now() - days * dayMs);
  const day = from?.toISOString().slice(0, 10);
  if (athena !== undefined) {
    const table = { database: trailDatabaseOf(access.region), table: trailTableName };
    return {
      source: athenaSource({ ...scope, ...table, workgroup: athena, from: day }, access),
      name: `the trail, by Athena (work group ${athena})`,
      right: `the actions of Athena, Glue and S3 that docs/permissions.md lists for --athena, on the work group ${athena}`,
    };
  }
  if (trail === undefined) {
    const dataSets = listed.filter(({ isInSpice }) => isInSpice).map(({ arn }) => arn);
    return {
      source: lookupSource({ ...scope, from, dataSets }, access),
      name: "the event history of CloudTrail",
      right: "cloudtrail:LookupEvents",
    };
  }
  const place = placeOf(trail, access);
  return {
    source: trailSource(place, { ...scope, from: day }, elsewhere),
    name: trail,
    right:
      place.kind === "folder"
        ? `reading ${trail}`
        : `s3:ListBucket on ${place.bucket}, s3:GetObject on its objects, and kms:Decrypt with the key that the trail is encrypted with, if there is one`,
  };
}

/** Says how far the reading is, every ten seconds. */
function sayProgress(): (audit: KeyAudit) => void {
  let last = performance.now();
  return ({ events, files, first }) => {
    if (performance.now() - last < pauseMs) return;
    last = performance.now();
    const inFiles = files === 0 ? "" : ` in ${files.toLocaleString("en-US")} files`;
    const back = first === undefined ? "" : `, the oldest of ${first}`;
    output.say(`read ${events.toLocaleString("en-US")} events${inFiles}${back}`);
  };
}

/**
 * There is something to do where a data set in SPICE is not known to be encrypted with the default key, and there is one; also where
 * nobody knows which data sets there are.
 */
function findCode({ defaultKey, rows, unknown }: AuditOfKeys): ExitCode {
  const isOpen = rows.some(
    (row) =>
      isThere(row) &&
      (row.state === "stale" || (defaultKey.arn !== undefined && row.state !== "current")),
  );
  return isOpen || unknown.dataSets !== undefined ? exitCode.changes : exitCode.done;
}
