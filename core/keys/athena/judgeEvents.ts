import { partitionOf } from "../../aws/partitionOf.ts";
import type { AuditScope } from "../audit/keyEvent.ts";
import { keyEventKinds } from "../audit/keyEventKinds.ts";
import { encryptionContext } from "../encryptionContext.ts";
import { quicksightPrincipals } from "../quicksightPrincipals.ts";
import { literal } from "./literal.ts";

/** Which files a query reads, and whose data sets it looks for. */
export interface QueryRange extends AuditScope {
  readonly database: string;
  readonly table: string;
  /** The first day, as `2026-11-29` in UTC; absent: all that the table has. */
  readonly from?: string | undefined;
}

/** `readKeyEvent` in the SQL of Athena: common table expressions up to `told`, see `lastEvents`. */
export function judgeEvents(range: QueryRange): string {
  return [findEvents(range), part(range), judge(range), told].join(",\n");
}

const kinds = [...Map.groupBy(keyEventKinds, ([, kind]) => kind)]
  .map(([kind, events]) => {
    const names = events.map(([name]) => literal(name)).join(", ");
    const is = events.length === 1 ? `= ${names}` : `IN (${names})`;
    return `      WHEN eventname ${is} THEN ${literal(kind)}`;
  })
  .join("\n");

function findEvents({ accountId, region, database, table, from }: QueryRange): string {
  const fromDay = from === undefined ? "" : ` AND day >= ${literal(from.replaceAll("-", "/"))}`;
  return `found AS (
  SELECT
    eventsource, eventname, errorcode,
    CASE
${kinds}
    END AS kind,
    CASE WHEN regexp_like(eventtime, '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?Z$') THEN substr(eventtime, 1, 19) || 'Z' END AS happened,
    coalesce(nullif(eventid, ''), nullif(requestid, ''), '') AS id,
    useridentity IS NULL AS is_unsaid,
    coalesce(nullif(useridentity.invokedby, ''), nullif(useridentity.type, ''), 'unknown') AS caller,
    coalesce(
      ${textIn("requestparameters", `constraints.encryptionContextSubset["${encryptionContext}"]`)},
      ${textIn("requestparameters", `constraints.encryptionContextEquals["${encryptionContext}"]`)},
      ${textIn("requestparameters", `encryptionContext["${encryptionContext}"]`)}
    ) AS context,
    ${textIn("requestparameters", "keyId")} AS named_key,
    element_at(filter(resources, resource -> resource.arn LIKE '%:key/%'), 1).arn AS resource_key,
    ${textIn("responseelements", "keyId")} AS answered_key,
    coalesce(
      ${textIn("responseelements", "grantId")},
      ${textIn("additionaleventdata", "grantId")},
      ${textIn("requestparameters", "grantId")}
    ) AS event_grant
  FROM ${quoted(database)}.${quoted(table)}
  WHERE account = ${literal(accountId)} AND region = ${literal(region)}${fromDay}
)`;
}

/** A key that is named by its id alone is where the data set is; an alias names none. */
function part({ accountId, region }: AuditScope): string {
  const key = literal(`arn:${partitionOf(region)}:kms:${region}:${accountId}:key/`);
  return `parted AS (
  SELECT
    *,
    is_unsaid OR caller IN (${quicksightPrincipals.map(literal).join(", ")}) AS is_by_quicksight,
    CASE
      WHEN named_key LIKE '%:key/%' THEN named_key
      WHEN resource_key IS NOT NULL THEN resource_key
      WHEN answered_key LIKE '%:key/%' THEN answered_key
      WHEN context LIKE 'arn:%' AND regexp_like(named_key, '^[A-Za-z0-9_-]+$') THEN ${key} || named_key
    END AS event_key,
    coalesce(split_part(context, ':', 2), '') AS context_partition,
    coalesce(split_part(context, ':', 3), '') AS context_service,
    coalesce(split_part(context, ':', 4), '') AS context_region,
    coalesce(split_part(context, ':', 5), '') AS context_account,
    coalesce(split_part(context, ':', 6), '') AS context_resource
  FROM found
)`;
}

/** In the order of `readKeyEvent`. */
function judge({ accountId, region }: AuditScope): string {
  return `judged AS (
  SELECT
    *,
    CASE
      WHEN eventsource IS NULL OR eventname IS NULL THEN 'unreadable'
      WHEN eventsource <> 'kms.amazonaws.com' THEN 'otherService'
      WHEN kind IS NULL THEN 'otherEvent'
      WHEN NOT is_by_quicksight OR (context IS NULL AND kind <> 'retirement') THEN 'otherUse'
      WHEN context IS NOT NULL AND (context_service <> 'quicksight' OR context_resource NOT LIKE 'dataset/%') THEN 'notDataSet'
      WHEN context IS NOT NULL AND context_partition <> ${literal(partitionOf(region))} THEN 'otherPartition'
      WHEN context IS NOT NULL AND context_account <> ${literal(accountId)} THEN 'otherAccount'
      WHEN context IS NOT NULL AND context_region <> ${literal(region)} THEN 'otherRegion'
      WHEN errorcode IS NOT NULL THEN 'failed'
      WHEN happened IS NULL THEN 'unreadable'
      WHEN event_key IS NULL AND kind <> 'retirement' THEN 'unreadable'
      WHEN context IS NULL AND event_grant IS NULL THEN 'unreadable'
    END AS skipped
  FROM parted
)`;
}

const told = `told AS (
  SELECT
    happened,
    skipped,
    CASE skipped
      WHEN 'otherService' THEN eventsource
      WHEN 'otherEvent' THEN eventname
      WHEN 'otherUse' THEN caller
      WHEN 'notDataSet' THEN CASE WHEN context_service <> 'quicksight' THEN context_service ELSE split_part(context_resource, '/', 1) END
      WHEN 'otherPartition' THEN context_partition
      WHEN 'otherAccount' THEN context_account
      WHEN 'otherRegion' THEN context_region
      WHEN 'failed' THEN eventname || ' ' || errorcode
      WHEN 'unreadable' THEN CASE
        WHEN eventsource IS NULL OR eventname IS NULL THEN 'without eventSource or eventName'
        WHEN happened IS NULL THEN eventname || ' without eventTime'
        WHEN event_key IS NULL AND kind <> 'retirement' THEN eventname || ' without the ARN of its key'
        ELSE eventname || ' without grantId'
      END
    END AS name,
    CASE WHEN skipped IS NULL THEN kind END AS kind,
    CASE WHEN skipped IS NULL THEN context END AS data_set,
    CASE WHEN skipped IS NULL AND kind IN ('grant', 'retirement') THEN event_grant END AS grant_id,
    CASE WHEN skipped IS NULL AND kind IN ('grant', 'retirement') THEN event_key END AS granted_key,
    CASE WHEN skipped IS NULL THEN event_key END AS event_key,
    CASE WHEN skipped IS NULL THEN id END AS id,
    CASE WHEN skipped IS NULL THEN happened || ' ' || id || ' ' || coalesce(event_key, '') || ' ' || coalesce(event_grant, '') END AS place
  FROM judged
)`;

/** A text in a column of JSON; null where there is none, or an empty one. */
function textIn(column: string, path: string): string {
  return `nullif(json_extract_scalar(${column}, '$.${path}'), '')`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
