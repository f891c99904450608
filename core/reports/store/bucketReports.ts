import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  UploadPartCommand,
  ListObjectVersionsCommand,
} from "@aws-sdk/client-s3";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { describeError } from "../../aws/describeError.ts";
import { networkLimits } from "../../aws/networkLimits.ts";
import { reportsFolder } from "../reportKeys.ts";
import { inParts } from "./inParts.ts";
import type { ReportStore, ReportVersion, ReportWrite } from "./reportStore.ts";

/** How the bucket is reached. */
export interface BucketReports extends AwsAccess {
  readonly bucket: string;
}

/**
 * Reports in the governance bucket. It needs s3:GetObject, s3:GetObjectVersion, s3:PutObject and s3:AbortMultipartUpload on
 * `monitoring/quicksight/*`, and s3:ListBucket and s3:ListBucketVersions on the bucket: without s3:ListBucket S3 answers 403 for an object that
 * is not there (API reference, GetObject).
 */
export function bucketReports({ bucket, ...access }: BucketReports): ReportStore {
  const client = new S3Client({ requestHandler: networkLimits, ...access });
  const address = `s3://${bucket}`;
  const explain = (what: string, key: string, error: unknown): Error => {
    const isMissing = error instanceof Error && error.name === "NoSuchBucket";
    const why = isMissing
      ? `there is no bucket ${bucket}; correct its name, or deploy the account stack, which makes it`
      : `${describeError(error)}; allow s3:GetObject, s3:GetObjectVersion and s3:PutObject on ${reportsFolder}* and s3:ListBucket and s3:ListBucketVersions on the bucket, or look at its Region and the network`;
    return new Error(`cannot ${what} ${address}/${key} (${why})`, { cause: error });
  };
  return {
    address,
    read: async (Key, VersionId) => {
      try {
        const version = VersionId === undefined ? {} : { VersionId };
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key, ...version }));
        const body = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
        return { body, etag: found.ETag ?? "" };
      } catch (error) {
        // A version that is a delete marker is answered with 405.
        if (error instanceof Error && absent.has(error.name)) return undefined;
        throw explain("read", Key, error);
      }
    },
    write: async (key, chunks, how) => {
      try {
        await put(client, { Bucket: bucket, Key: key }, chunks, how);
        return true;
      } catch (error) {
        if (isBehind(error)) return false;
        throw explain("write", key, error);
      }
    },
    versions: (key) => versionsOf(client, bucket, key, explain),
    list: async function* (prefix) {
      try {
        const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
        for await (const { Contents = [] } of pages) {
          for (const { Key: key, LastModified: modified } of Contents) {
            if (key !== undefined && modified !== undefined) yield { key, modified };
          }
        }
      } catch (error) {
        throw explain("list", prefix, error);
      }
    },
    close: () => {
      client.destroy();
    },
  };
}

const absent: ReadonlySet<string> = new Set(["NoSuchKey", "NoSuchVersion", "MethodNotAllowed"]);

/** Somebody else was faster (S3 user guide, "conditional requests"). */
function isBehind(error: unknown): boolean {
  if (!(error instanceof S3ServiceException)) return false;
  return [409, 412].includes(error.$metadata.httpStatusCode ?? 0);
}

/** A small object in one call; a large one in parts, that is there when all of them are. */
async function put(
  client: S3Client,
  place: { readonly Bucket: string; readonly Key: string },
  chunks: Iterable<string | Uint8Array>,
  { contentType: ContentType, follows }: ReportWrite,
): Promise<void> {
  const condition =
    follows === undefined ? {} : follows === null ? { IfNoneMatch: "*" } : { IfMatch: follows };
  const parts = inParts(chunks);
  const first = parts.next();
  const second = first.done === true ? first : parts.next();
  const body = first.done === true ? new Uint8Array() : first.value;
  if (second.done === true) {
    await client.send(new PutObjectCommand({ ...place, ...condition, ContentType, Body: body }));
    return;
  }
  const { UploadId } = await client.send(
    new CreateMultipartUploadCommand({ ...place, ContentType }),
  );
  const upload = { ...place, UploadId };
  const done: CompletedPart[] = [];
  try {
    const send = async (Body: Uint8Array) => {
      const PartNumber = done.length + 1;
      const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
      done.push({ ETag, PartNumber });
    };
    await send(body);
    await send(second.value);
    for (const part of parts) await send(part);
    const MultipartUpload = { Parts: done };
    await client.send(
      new CompleteMultipartUploadCommand({ ...upload, ...condition, MultipartUpload }),
    );
  } catch (error) {
    // The bucket's rule removes after a week what is left where this fails too.
    await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
    throw error;
  }
}

async function* versionsOf(
  client: S3Client,
  Bucket: string,
  key: string,
  explain: (what: string, key: string, error: unknown) => Error,
): AsyncGenerator<ReportVersion> {
  let after: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await client
      .send(new ListObjectVersionsCommand({ Bucket, Prefix: key, ...after }))
      .catch((error: unknown) => {
        throw explain("list the versions of", key, error);
      });
    for (const { Key, VersionId, LastModified } of page.Versions ?? []) {
      // What only begins so comes after all versions of the object.
      if (Key !== key) return;
      if (VersionId !== undefined && LastModified !== undefined) {
        yield { versionId: VersionId, modified: LastModified };
      }
    }
    if (page.IsTruncated !== true) return;
    after = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}
