import { GetObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { ErrorInfo, PhysicalTable, S3Parameters } from "@aws-sdk/client-quicksight";
import type { DataSet, RegionAssets } from "../../store/assets.ts";
import { findRole } from "../../upstream/serviceRole.ts";
import { answered, isRefused, upstreamOf, withClient } from "../../upstream/upstream.ts";
import type { Upstream } from "../../upstream/upstream.ts";
import { dataSourceKind } from "../assets/assetKind.ts";
import { findByArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { joinRows } from "./joinRows.ts";
import { readCsv } from "./readCsv.ts";

/** What a load finds: rows, the header first, or why there are none. */
export interface FileRows {
  readonly rows?: readonly (readonly string[])[];
  /** How many rows were skipped. */
  readonly dropped?: number;
  readonly problem?: ErrorInfo;
}

/**
 * Reads the CSV file of a data set as a load does, or joins several: by its manifest, with the role of the data source. Data sets without a file, and
 * simulators without an emulator, have no rows but those that a test gave.
 *
 * The types of the errors are from the API model; which of them AWS gives when, and all texts, are ours.
 */
export async function readFileRows(
  call: Call<unknown>,
  assets: RegionAssets,
  {
    definition,
    useAs,
    sourceRows,
  }: Pick<DataSet, "definition" | "useAs"> & Partial<Pick<DataSet, "sourceRows">>,
): Promise<FileRows> {
  if (sourceRows !== undefined) return { rows: sourceRows };
  const tables = Object.entries(definition.PhysicalTableMap);
  const [only, ...others] = tables;
  if (only === undefined || others.length === 0) return readTable(call, assets, only?.[1], useAs);
  const files = new Map<string, readonly (readonly string[])[]>();
  let dropped = 0;
  for (const [id, table] of tables) {
    const found = await readTable(call, assets, table, useAs);
    if (found.rows === undefined) return found;
    files.set(id, found.rows);
    dropped += found.dropped ?? 0;
  }
  const rows = joinRows(definition, files);
  return rows === undefined ? {} : { rows, dropped };
}

async function readTable(
  call: Call<unknown>,
  assets: RegionAssets,
  { S3Source: table }: Partial<Checked<PhysicalTable>> = {},
  useAs: DataSet["useAs"],
): Promise<FileRows> {
  const upstream = upstreamOf(call);
  if (upstream === undefined || table === undefined) return {};
  const source = findByArn(call, assets.dataSources, dataSourceKind, table.DataSourceArn);
  const place = source?.parameters?.S3Parameters;
  if (place === undefined) return {};
  const content = await readByManifest(upstream, place);
  if (content.problem !== undefined) return { problem: content.problem };
  const { InputColumns, UploadSettings = {} } = table;
  const columns = InputColumns.map(({ Name }) => Name);
  return readCsv(content.text, columns, UploadSettings, { isStrict: useAs === "RLS_RULES" });
}

/** The text of a file, or why there is none. */
type Content =
  { readonly text: string; readonly problem?: never } | { readonly problem: ErrorInfo };

async function readByManifest(
  upstream: Upstream,
  { ManifestFileLocation, RoleArn }: S3Parameters,
): Promise<Content> {
  const { Bucket, Key } = ManifestFileLocation ?? {};
  const read = (place: Place) => readAs(upstream, RoleArn, place);
  const manifest = await read({ Bucket, Key });
  if (manifest.problem !== undefined) return { problem: manifest.problem };
  const file = placeIn(manifest.text);
  if (file === undefined) {
    const Message = `The manifest s3://${Bucket}/${Key} names no file.`;
    return { problem: { Type: "S3_MANIFEST_ERROR", Message } };
  }
  return read(file);
}

interface Place {
  readonly Bucket: string | undefined;
  readonly Key: string | undefined;
}

async function readAs(
  upstream: Upstream,
  roleArn: string | undefined,
  { Bucket, Key }: Place,
): Promise<Content> {
  const uri = `s3://${Bucket}/${Key}`;
  if (roleArn !== undefined) {
    const role = await findRole(upstream, roleArn);
    if (role?.trustsQuickSight !== true) {
      const Message = `QuickSight cannot assume the role ${roleArn}.`;
      return { problem: { Type: "FAILURE_TO_ASSUME_ROLE", Message } };
    }
    if (!(await role.may("s3:GetObject", `arn:aws:s3:::${Bucket}/${Key}`))) {
      const Message = `The role ${roleArn} may not read ${uri}.`;
      return { problem: { Type: "PERMISSION_DENIED", Message } };
    }
  }
  return withClient(new S3Client({ ...upstream, forcePathStyle: true }), async (s3) => {
    const answer = await answered(s3.send(new GetObjectCommand({ Bucket, Key })));
    if (isRefused(answer)) {
      const Message = `${uri} cannot be read (${answer.refusal}).`;
      return { problem: { Type: "S3_FILE_INACCESSIBLE", Message } };
    }
    return { text: (await answer.Body?.transformToString()) ?? "" };
  });
}

function placeIn(manifest: string): Place | undefined {
  try {
    const { fileLocations } = JSON.parse(manifest) as {
      readonly fileLocations: readonly { readonly URIs: readonly string[] }[];
    };
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(fileLocations[0]?.URIs[0] ?? "") ?? [];
    return Bucket === undefined ? undefined : { Bucket, Key };
  } catch {
    return undefined;
  }
}
