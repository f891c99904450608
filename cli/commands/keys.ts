import { renameSync, writeFileSync } from "node:fs";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { type AwsAccess, nameSome, printable, untilAborted } from "@quicksight-governance/core/aws";
import { readRegistered } from "@quicksight-governance/core/keys";
import {
  auditKeys,
  type Elsewhere,
  encryptionRows,
  type EventSource,
  formatEncryption,
  type KeyAudit,
  type ListedDataSet,
  listDataSets,
  lookupSource,
  readLastUses,
  trailSource,
} from "@quicksight-governance/core/keys/audit";
import { type AuditOfKeys, keyArnsOf } from "../auditOfKeys.ts";
import { CommandError } from "../commandError.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { findAccess } from "../findAccess.ts";
import { identify } from "../identify.ts";
import { keysDocument } from "../keysDocument.ts";
import { needing } from "../needing.ts";
import { openReader } from "../openReader.ts";
import { output } from "../output.ts";
import { type KeysOptions, parseKeysOptions, placeOf } from "../parseKeysOptions.ts";
import { printKeys } from "../printKeys.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** How often it is said how far the reading is, in milliseconds. */
const pauseMs = 10_000;

/** `qsgov keys`: which key encrypts each data set, by the events of KMS. Writes nothing at AWS. */
export async function keys(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseKeysOptions(args);
  const access = await untilAborted(signal, () => findAccess({}));
  const { accountId } = await untilAborted(signal, () => identify(options.account, access));
  const { region } = access;
  const { listed, registered } = await readAccount(accountId, access, signal);
  const elsewhere: Elsewhere = { accounts: new Set(), regions: new Set() };
  const { source, name, right } = openSource(options, { accountId, access, listed, elsewhere });
  const progress = options.json ? undefined : sayProgress();
  const audit = await needing("keys", right, () => auditKeys(source, signal, progress));
  if (options.trail !== undefined) refuseEmpty(options, { accountId, region, audit, elsewhere });
  const report = encryptionRows(audit, listed, registered.find((key) => key.default)?.arn);
  const arns = keyArnsOf(registered, report);
  const lastUses = await untilAborted(signal, () => readLastUses(arns, access));
  const found: AuditOfKeys = {
    ...{ accountId, region, source: name, registered, report, audit, lastUses, elsewhere },
  };
  if (options.csv !== undefined) writeWhole(options.csv, formatEncryption(report.rows));
  if (options.json) output.printDocument(keysDocument(found));
  else printKeys(found);
  if (options.csv !== undefined && !options.json) output.print(`\nwrote ${options.csv}`);
  return findCode(found);
}

/** What QuickSight has: its data sets in the Region, and the registered keys. */
async function readAccount(accountId: string, access: AwsAccess, signal: AbortSignal) {
  const api = openReader({ identity: access.region, data: [access.region] }, access, signal);
  const client: QuickSightClient = api.reading.identity;
  try {
    return {
      listed: await needing("keys", "quicksight:ListDataSets", () =>
        listDataSets(client, accountId),
      ),
      registered: await needing("keys", "quicksight:DescribeKeyRegistration", () =>
        readRegistered(client, accountId),
      ),
    };
  } catch (error) {
    // A reading that was stopped fails in many ways.
    signal.throwIfAborted();
    throw error;
  } finally {
    api.close();
  }
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
  { trail, days }: KeysOptions,
  { accountId, access, listed, elsewhere }: SourceInputs,
): OpenedSource {
  const scope = { accountId, region: access.region };
  const from = days === undefined ? undefined : new Date(Date.now() - days * dayMs);
  if (trail === undefined) {
    const dataSets = listed.filter(({ isInSpice }) => isInSpice).map(({ arn }) => arn);
    return {
      source: lookupSource({ ...scope, from, dataSets }, access),
      name: "the event history of CloudTrail",
      right: "cloudtrail:LookupEvents",
    };
  }
  const place = placeOf(trail, access);
  const day = from?.toISOString().slice(0, 10);
  return {
    source: trailSource(place, { ...scope, from: day }, elsewhere),
    name: trail,
    right:
      place.kind === "folder"
        ? `reading ${trail}`
        : `s3:ListBucket on ${place.bucket}, s3:GetObject on its objects, and kms:Decrypt with the key that the trail is encrypted with, if there is one`,
  };
}

/** A trail without a file of the account and Region says nothing of its data sets: most often it is the wrong place. */
function refuseEmpty(
  { trail = "", days }: KeysOptions,
  {
    accountId,
    region,
    audit,
    elsewhere: { accounts, regions },
  }: Pick<AuditOfKeys, "accountId" | "region" | "audit" | "elsewhere">,
): void {
  if (audit.files + audit.skippedFiles.count > 0) return;
  const since = days === undefined ? "" : ` of the last ${days} days`;
  const others = [
    ...(accounts.size === 0 ? [] : [`accounts ${nameSome([...accounts].sort())}`]),
    ...(regions.size === 0 ? [] : [`Regions ${nameSome([...regions].sort().map(printable))}`]),
  ];
  const has = others.length === 0 ? "" : `; it has ${others.join(" and ")}`;
  throw new CommandError(
    `qsgov keys: ${trail} has no trail file of account ${accountId} in ${region}${since} (AWSLogs/…/${accountId}/CloudTrail/${region}/…)${has}; name the folder above AWSLogs, or another Region by AWS_REGION`,
  );
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

/** Writes a file in one step, so that nobody finds half of it. */
function writeWhole(file: string, text: string): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, text);
  renameSync(unfinished, file);
}

/** There is something to do where a data set in SPICE is not known to be encrypted with the default key, and there is one. */
function findCode({ registered, report }: AuditOfKeys): ExitCode {
  const hasDefault = registered.some((key) => key.default);
  const open = report.rows.some(
    ({ isInSpice, state, stale }) => stale || (hasDefault && isInSpice && state !== "default"),
  );
  return open ? exitCode.changes : exitCode.done;
}
