/** Where the files of a trail lie in S3. */
export interface TrailLocation {
  readonly bucket: string;
  /** What the trail puts before `AWSLogs`, without slashes at its ends. */
  readonly prefix?: string | undefined;
  /** Of an organization's trail, the organization (`o-…`), which stands behind `AWSLogs`. */
  readonly organization?: string | undefined;
}

/** The name of the table in its database. */
export const trailTableName = "trail";

/** What the database of a Region is called. */
export function trailDatabaseOf(region: string): string {
  return `quicksight_governance_${region.replaceAll("-", "_")}`;
}

/** A column by its name and its type in Hive. */
export type TrailColumn = readonly [name: string, type: string];

/**
 * The columns that the audit reads, named and typed as in AWS's own table of CloudTrail logs (Athena user guide, "Create the table for
 * CloudTrail logs in Athena using partition projection"); those with objects of many shapes hold them as JSON.
 */
export const trailColumns: readonly TrailColumn[] = [
  ["eventversion", "string"],
  [
    "useridentity",
    "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string>",
  ],
  ["eventtime", "string"],
  ["eventsource", "string"],
  ["eventname", "string"],
  ["awsregion", "string"],
  ["sourceipaddress", "string"],
  ["useragent", "string"],
  ["errorcode", "string"],
  ["errormessage", "string"],
  ["requestparameters", "string"],
  ["responseelements", "string"],
  ["additionaleventdata", "string"],
  ["requestid", "string"],
  ["eventid", "string"],
  ["readonly", "string"],
  ["resources", "array<struct<arn:string,accountid:string,type:string>>"],
  ["eventtype", "string"],
  ["recipientaccountid", "string"],
];

/** What the path of a file says. */
export const trailPartitions: readonly TrailColumn[] = [
  ["account", "string"],
  ["region", "string"],
  ["day", "string"],
];

/** CloudTrail's files have one object each; this format makes a row of each record in it (same page). */
export const trailFormat = {
  inputFormat: "com.amazon.emr.cloudtrail.CloudTrailInputFormat",
  outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
  serializationLibrary: "org.apache.hive.hcatalog.data.JsonSerDe",
} as const;

/** The folder of all files, and so of all partitions. */
export function trailLocationOf({ bucket, prefix, organization }: TrailLocation): string {
  const parts = [bucket, prefix, "AWSLogs", organization].filter((part) => part !== undefined);
  return `s3://${parts.join("/")}`;
}

/**
 * The first day that is looked for, as the path has it: QuickSight has had customer managed keys for SPICE since 2022, so that no file
 * before tells of one.
 */
const firstDay = "2022/01/01";

/**
 * Partition projection: no partition is ever added. Account and Region are `injected`: a query names both, so that none reads the
 * files of a whole organization, and new accounts need nothing (Athena user guide, "Supported types for partition projection").
 *
 * @param keptDays so far back there are files; absent: since 2022
 */
export function trailTableParameters(
  location: TrailLocation,
  keptDays?: number,
): Readonly<Record<string, string>> {
  return {
    EXTERNAL: "TRUE",
    classification: "cloudtrail",
    "projection.enabled": "true",
    "projection.account.type": "injected",
    "projection.region.type": "injected",
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.range": `${keptDays === undefined ? firstDay : `NOW-${keptDays}DAYS`},NOW`,
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "storage.location.template": `${trailLocationOf(location)}/\${account}/CloudTrail/\${region}/\${day}`,
  };
}
