import type { RegisteredKey } from "@quicksight-governance/core/keys";
import type {
  Elsewhere,
  EncryptionReport,
  KeyAudit,
  LastUse,
} from "@quicksight-governance/core/keys/audit";

/** All that `qsgov keys` found out. */
export interface AuditOfKeys {
  readonly accountId: string;
  readonly region: string;
  /** Where the events are from, for a person. */
  readonly source: string;
  readonly registered: readonly RegisteredKey[];
  readonly report: EncryptionReport;
  readonly audit: KeyAudit;
  readonly lastUses: ReadonlyMap<string, LastUse>;
  /** What the trail has besides; empty for the event history. */
  readonly elsewhere: Elsewhere;
}

/** A key that is registered, or that encrypts a data set. */
export interface AuditedKey extends LastUse {
  readonly arn: string;
  readonly registration: "default" | "registered" | "not registered";
  /** How many data sets it encrypts. */
  readonly dataSets: number;
}

/** The keys of an audit: the default one, the others that are registered, and those that are not. */
export function keysOf({
  registered,
  report,
  lastUses,
}: Pick<AuditOfKeys, "registered" | "report" | "lastUses">): AuditedKey[] {
  return keyArnsOf(registered, report).map((arn) => {
    const key = registered.find((each) => each.arn === arn);
    const registration = key === undefined ? "not registered" : "registered";
    return {
      ...{ arn, registration: key?.default === true ? "default" : registration },
      dataSets: report.rows.filter((row) => row.key === arn).length,
      ...lastUses.get(arn),
    };
  });
}

/** Their ARNs. */
export function keyArnsOf(
  registered: readonly RegisteredKey[],
  { rows }: Pick<EncryptionReport, "rows">,
): string[] {
  const inOrder = [...registered].sort((a, b) => Number(b.default) - Number(a.default));
  const used = rows.flatMap(({ key }) => key ?? []).sort();
  return [...new Set([...inOrder.map(({ arn }) => arn), ...used])];
}
