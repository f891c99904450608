import { Readable } from "node:stream";
import {
  GetObjectCommand,
  NoSuchBucket,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import { networkLimits } from "../../aws/networkLimits.ts";
import { ownValue } from "../../aws/ownValue.ts";
import { pacedRetry } from "../../aws/pacedRetry.ts";
import type { FileReason } from "./skippedFiles.ts";
import type { Listing, TrailPlace, TrailStore } from "./trailStore.ts";

/** Why S3 has an object and does not give it, by the name of the error. */
const withheld: Readonly<Record<string, FileReason>> = {
  NoSuchKey: "fileGone",
  InvalidObjectState: "fileArchived",
  AccessDenied: "fileDenied",
  // S3 repeats what KMS says of the key of an object (S3 user guide, "Error responses"): a trail may be encrypted too.
  "KMS.DisabledException": "fileKeyUnusable",
  "KMS.KMSInvalidStateException": "fileKeyUnusable",
  "KMS.NotFoundException": "fileKeyUnusable",
};

/** The files of a trail in an S3 bucket. */
export function bucketStore({
  bucket,
  prefix,
  access,
}: Extract<TrailPlace, { kind: "bucket" }>): TrailStore {
  // Trails of an organisation are often in another Region than the data.
  const client = new S3Client({
    ...access,
    followRegionRedirects: true,
    retryStrategy: pacedRetry(),
    requestHandler: networkLimits,
  });
  return {
    list: async function* (folder) {
      const path = `${prefix}${folder === "" ? "" : `${folder}/`}`;
      try {
        yield* listBucket(client, bucket, path);
      } catch (error) {
        if (!(error instanceof NoSuchBucket)) throw error;
        throw new Error(`there is no bucket ${bucket}; correct its name`, { cause: error });
      }
    },
    open: async (file) => {
      try {
        const { Body } = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: `${prefix}${file}` }),
        );
        return Body instanceof Readable ? Body : "fileTruncated";
      } catch (error) {
        const why = error instanceof Error ? ownValue(withheld, error.name) : undefined;
        if (why === undefined) throw error;
        return why;
      }
    },
    close: () => {
      client.destroy();
    },
  };
}

async function* listBucket(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<Listing> {
  const input = { Bucket: bucket, Prefix: prefix, Delimiter: "/" };
  for await (const { CommonPrefixes = [], Contents = [] } of paginateListObjectsV2(
    { client },
    input,
  )) {
    yield {
      folders: CommonPrefixes.flatMap(({ Prefix = "" }) => Prefix.slice(prefix.length, -1) || []),
      files: Contents.flatMap(({ Key = "" }) => Key.slice(prefix.length) || []),
    };
  }
}
