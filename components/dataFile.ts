import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dataFilePrefix } from "./dataFileAccess.ts";

/** Arguments of {@link DataFile}. */
export interface DataFileArgs {
  /** The governance bucket. */
  readonly bucketName: string;
  /** A path of the tenant's own below the data files, such as `default/revenue`. */
  readonly path: string;
  /** The file itself, CSV with a header. */
  readonly content: pulumi.asset.Asset;
  /**
   * MD5 of the content, hexadecimal: with it a refresh sees that somebody replaced the object, and an update puts it back. Only of less
   * than 5 MB, as S3 makes the ETag of an object in parts otherwise.
   */
  readonly etag?: string | undefined;
  /**
   * Rejects where the content is not what was checked. Asked once the file is there, and before anything reads it: the engine reads a file
   * when it puts it there.
   */
  readonly requireSame?: (() => Promise<void>) | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A CSV file in the governance bucket with the manifest that QuickSight reads it by (AWS user guide, "Supported formats for
 * Amazon S3 manifest files").
 */
export class DataFile extends pulumi.ComponentResource {
  /** Where the manifest is, once the file is there too. */
  readonly manifest: pulumi.Output<{ bucket: string; key: string }>;

  constructor(name: string, args: DataFileArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:DataFile", name, { path: args.path }, opts);
    const { bucketName: bucket, requireSame, tags } = args;
    const child = { parent: this };
    const key = `${dataFilePrefix}${args.path}.csv`;

    const file = new aws.s3.BucketObjectv2(
      name,
      {
        ...{ bucket, key, source: args.content, contentType: "text/csv", tags },
        ...(args.etag === undefined ? {} : { etag: args.etag }),
      },
      child,
    );
    const manifest = new aws.s3.BucketObjectv2(
      `${name}-manifest`,
      {
        bucket,
        key: `${dataFilePrefix}${args.path}.manifest.json`,
        content: JSON.stringify(manifestOf(`s3://${bucket}/${key}`)),
        contentType: "application/json",
        tags,
      },
      { ...child, dependsOn: file },
    );

    this.manifest = manifest.key.apply(async (manifestKey) => {
      await requireSame?.();
      return { bucket, key: manifestKey };
    });
    this.registerOutputs({ manifest: this.manifest });
  }
}

function manifestOf(uri: string) {
  return {
    fileLocations: [{ URIs: [uri] }],
    globalUploadSettings: {
      format: "CSV",
      delimiter: ",",
      textqualifier: '"',
      containsHeader: "true",
    },
  };
}
