import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where the record of a namespace is in the governance bucket. */
export function groupRecordKey(namespace: string): string {
  return `groups/${namespace}.txt`;
}

/** The names in a record. */
export function parseGroupRecord(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

/** Arguments of {@link groupRecord}. */
export interface GroupRecordArgs {
  readonly bucketName: string;
  readonly namespace: string;
  /** Names as in QuickSight, sorted. */
  readonly names: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The record of the groups that a stack makes, a line each: see `divideGroups`. The groups come after it and go before it, so
 * that it never lacks one that is in the state.
 */
export function groupRecord(
  name: string,
  { bucketName, namespace, names, tags }: GroupRecordArgs,
  opts: pulumi.CustomResourceOptions,
): aws.s3.BucketObjectv2 {
  return new aws.s3.BucketObjectv2(
    name,
    {
      bucket: bucketName,
      key: groupRecordKey(namespace),
      source: new pulumi.asset.StringAsset(names.map((line) => `${line}\n`).join("")),
      contentType: "text/plain",
      tags,
    },
    opts,
  );
}
