import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import {
  DeleteObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
  type ServerSideEncryption,
  type StorageClass,
} from "@aws-sdk/client-s3";
import type { Context } from "../context.ts";
import { changedOnly } from "../diffInputs.ts";
import { partitionOf } from "../functions.ts";
import type { Resource } from "../resource.ts";
import { schemaOf } from "../schema/typeSchema.ts";
import { fromTagList, toTagList } from "../tags.ts";
import { isArchive, isAsset } from "../values.ts";

type ObjectInputs = {
  bucket: string;
  key: string;
  source?: unknown;
  content?: string;
  contentBase64?: string;
  contentType?: string;
  cacheControl?: string;
  contentEncoding?: string;
  contentDisposition?: string;
  contentLanguage?: string;
  etag?: string;
  forceDestroy?: boolean;
  kmsKeyId?: string;
  metadata?: Record<string, string>;
  serverSideEncryption?: ServerSideEncryption;
  sourceHash?: string;
  storageClass?: StorageClass;
  tags?: Record<string, string>;
};

/** `aws.s3.BucketObjectv2`; its id is `BUCKET/KEY`. Every change but that of tags alone puts the object anew. */
export const s3BucketObject: Resource<ObjectInputs> = {
  type: "aws:s3/bucketObjectv2:BucketObjectv2",
  inputs: [
    "bucket",
    "key",
    "source",
    "content",
    "contentBase64",
    "contentType",
    "cacheControl",
    "contentEncoding",
    "contentDisposition",
    "contentLanguage",
    "etag",
    "forceDestroy",
    "kmsKeyId",
    "metadata",
    "serverSideEncryption",
    "sourceHash",
    "storageClass",
    "tags",
  ],
  renewed: ["etag", "versionId"],
  notFound: ["NotFound", "NoSuchBucket", "NoSuchKey"],

  async create(context, inputs) {
    await putObject(context, inputs);
    return `${inputs.bucket}/${inputs.key}`;
  },

  async read(context, id) {
    const s3 = context.client(S3Client);
    const subject = parseId(id);
    const head = await s3.send(new HeadObjectCommand(subject));
    const { TagSet } = await s3.send(new GetObjectTaggingCommand(subject));
    return {
      bucket: subject.Bucket,
      key: subject.Key,
      arn: `arn:${partitionOf(context.region).name}:s3:::${id}`,
      contentType: head.ContentType,
      cacheControl: head.CacheControl,
      contentEncoding: head.ContentEncoding,
      contentDisposition: head.ContentDisposition,
      contentLanguage: head.ContentLanguage,
      etag: head.ETag?.replaceAll('"', ""),
      kmsKeyId: head.SSEKMSKeyId,
      metadata: head.Metadata ?? {},
      serverSideEncryption: head.ServerSideEncryption,
      storageClass: head.StorageClass ?? "STANDARD",
      versionId: head.VersionId ?? "",
      tags: fromTagList(TagSet),
    };
  },

  async update(context, id, planned, state) {
    if (!changedOnly(["tags", "forceDestroy"], schemaOf(this.type), state, planned)) {
      await putObject(context, planned);
      return;
    }
    const Tagging = { TagSet: toTagList(planned.tags) };
    await context.client(S3Client).send(new PutObjectTaggingCommand({ ...parseId(id), Tagging }));
  },

  /** Every version of the key, when the state says that there are versions. */
  async delete(context, id, { versionId }) {
    const s3 = context.client(S3Client);
    const subject = parseId(id);
    if (!versionId) {
      await s3.send(new DeleteObjectCommand(subject));
      return;
    }
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: subject.Bucket, Prefix: subject.Key }),
    );
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    for (const { Key, VersionId } of versions) {
      if (Key !== subject.Key) continue;
      await s3.send(new DeleteObjectCommand({ ...subject, VersionId }));
    }
  },
};

async function putObject(context: Context, inputs: ObjectInputs): Promise<void> {
  const body = await bodyOf(inputs);
  const tagging = new URLSearchParams(inputs.tags ?? {}).toString();
  await context.client(S3Client).send(
    new PutObjectCommand({
      Bucket: inputs.bucket,
      Key: inputs.key,
      Body: body,
      ContentMD5: createHash("md5").update(body).digest("base64"),
      ContentType: inputs.contentType,
      CacheControl: inputs.cacheControl,
      ContentEncoding: inputs.contentEncoding,
      ContentDisposition: inputs.contentDisposition,
      ContentLanguage: inputs.contentLanguage,
      Metadata: inputs.metadata,
      SSEKMSKeyId: inputs.kmsKeyId,
      ServerSideEncryption:
        inputs.serverSideEncryption ?? (inputs.kmsKeyId ? "aws:kms" : undefined),
      StorageClass: inputs.storageClass,
      ...(tagging === "" ? {} : { Tagging: tagging }),
    }),
  );
}

async function bodyOf({ source, content, contentBase64 }: ObjectInputs): Promise<Buffer> {
  if (content !== undefined) return Buffer.from(content);
  if (contentBase64 !== undefined) return Buffer.from(contentBase64, "base64");
  if (source === undefined) return Buffer.alloc(0);
  if (!isAsset(source) || isArchive(source)) {
    throw new Error("source must be a pulumi.asset FileAsset or StringAsset");
  }
  if (source.path !== undefined) return readFile(source.path);
  if (source.text !== undefined) return Buffer.from(source.text);
  throw new Error("source must be a file or a text: remote assets are not served");
}

function parseId(id: string) {
  const slash = id.indexOf("/");
  return { Bucket: id.slice(0, slash), Key: id.slice(slash + 1) };
}
