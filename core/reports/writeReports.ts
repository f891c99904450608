import type { CsvColumns } from "../csv/csvChunks.ts";
import type { Snapshot } from "../explain/index.ts";
import { type EncryptionRow, formatEncryption } from "../keys/audit/index.ts";
import { appendRows } from "./appendRows.ts";
import { changeColumns, deletionColumns } from "./changes/changeRows.ts";
import {
  type Change,
  changesBesides,
  changesByRuns,
  type Deletion,
  type Found,
} from "./changes/findChanges.ts";
import { keepKnown } from "./changes/keepKnown.ts";
import { describePage } from "./describePage.ts";
import { errorColumns, type ErrorRow, errorRows } from "./errorRows.ts";
import { formatDataAccess } from "./formatDataAccess.ts";
import { formatGroupMembership } from "./formatGroupMembership.ts";
import { formatLicences } from "./formatLicences.ts";
import { formatObjectAccess } from "./formatObjectAccess.ts";
import { namespaceColumns, type NamespaceRow, namespaceRows } from "./namespaceRows.ts";
import { pageSections } from "./pageSections.ts";
import { readRecords } from "./readRecords.ts";
import { type PageParts, renderPage } from "./renderPage.ts";
import { monthKey, reportsFolder } from "./reportKeys.ts";
import { type Reported, readReported, writeReported } from "./reported.ts";
import { snapshotsSince } from "./snapshotsSince.ts";
import type { ReportStore } from "./store/reportStore.ts";

/** What reports are made with. */
export interface WriteReportsOptions {
  /** See `bundlePage`; absent: no page is written. */
  readonly page?: PageParts | undefined;
  /** Which key encrypts each data set, as `qsgov keys` finds it; absent: it was not looked for, and that report stays as it is. */
  readonly encryption?: readonly EncryptionRow[] | undefined;
  /** Is told what a person should know and no report says. */
  readonly say?: ((message: string) => void) | undefined;
}

/** What was written. */
export interface WrittenReports {
  /** Keys in the bucket. */
  readonly keys: readonly string[];
  /** How many rows are new in the reports that grow. */
  readonly added: Readonly<Record<"changes" | "deletions" | "errors" | "namespaces", number>>;
}

/** How long before the last report records are read again, in milliseconds: AWS may show late what a run did. */
const overlapMs = 2 * 3_600_000;

/**
 * Writes the reports of an account into the governance bucket: who may do what as it was read last, and what has changed since the last
 * report, from all snapshots and records of runs since. It may be stopped anywhere and run again: how far it came is noted at the end, and
 * a row that is in a report is not written again.
 *
 * @throws where there is no snapshot, or the bucket does not answer
 */
export async function writeReports(
  store: ReportStore,
  { page, encryption, say = () => undefined }: WriteReportsOptions = {},
): Promise<WrittenReports> {
  const reported = await readReported(store);
  const news = await findNews(store, reported, say);
  const { snapshot } = news;
  const keys: string[] = [];
  const write = async (name: string, contentType: string, chunks: Iterable<string>) => {
    keys.push(`${reportsFolder}${name}`);
    await store.write(`${reportsFolder}${name}`, chunks, { contentType });
  };
  const append = async <Row>(name: string, rows: readonly Row[], columns: CsvColumns<Row>) => {
    let added = 0;
    for (const [month, some] of byMonth(rows as readonly (Row & { readonly at: string })[])) {
      const key = monthKey(name, month);
      keys.push(key);
      added += await appendRows(store, key, some, columns);
    }
    return added;
  };
  const added = {
    changes: await append("changes", news.changes, changeColumns),
    deletions: await append("deleted_users", news.deletions, deletionColumns),
    errors: await append("errors", news.errors, errorColumns),
    namespaces: await append("namespaces", news.namespaces, namespaceColumns),
  };
  await write("group_membership/group_membership.csv", csv, formatGroupMembership(snapshot));
  await write("object_access/object_access.csv", csv, [formatObjectAccess(snapshot)]);
  await write("data_access/data_access.csv", csv, formatDataAccess(snapshot));
  await write("licences/licences.csv", csv, formatLicences(snapshot));
  if (encryption !== undefined) {
    await write("encryption/encryption.csv", csv, [formatEncryption(encryption)]);
  }
  if (page !== undefined) {
    const sections = pageSections(news, reported?.snapshot.at);
    const described = describePage(snapshot, reported?.snapshot, sections);
    await write("index.html", "text/html; charset=utf-8", [renderPage(described, page)]);
  }
  await writeReported(store, { snapshot: news.known, ...(news.until && { until: news.until }) });
  return { keys, added };
}

const csv = "text/csv; charset=utf-8";

/** All that there is to report. */
interface News extends Found {
  /** The latest. */
  readonly snapshot: Snapshot;
  /** The same, with what could not be read as it was known before. */
  readonly known: Snapshot;
  readonly errors: readonly ErrorRow[];
  readonly namespaces: readonly NamespaceRow[];
  readonly until?: Date | undefined;
}

async function findNews(
  store: ReportStore,
  reported: Reported | undefined,
  say: (message: string) => void,
): Promise<News> {
  const since = reported?.until && new Date(reported.until.getTime() - overlapMs);
  const { records, unread, until = reported?.until } = await readRecords(store, since);
  for (const line of unread) say(`not read: ${line}`);
  const byRuns = changesByRuns(records);
  const changes: Change[] = [...byRuns.changes];
  const deletions: Deletion[] = [...byRuns.deletions];
  const namespaces: NamespaceRow[] = [];
  let known = reported?.snapshot;
  let snapshot: Snapshot | undefined;
  for await (const next of snapshotsSince(store, reported?.snapshot.at, say)) {
    snapshot = next;
    const now = keepKnown(known, next);
    namespaces.push(...namespaceRows(known, now));
    if (known !== undefined) {
      const besides = changesBesides(known, now, byRuns);
      changes.push(...besides.changes);
      deletions.push(...besides.deletions);
    }
    known = now;
  }
  if (known === undefined) {
    throw new Error(
      `${store.address} has no snapshot of the account yet: it is read before reports are written`,
    );
  }
  const latest = snapshot ?? known;
  return {
    ...{ snapshot: latest, known, namespaces, until },
    ...{ changes: inOrder(changes), deletions: inOrder(deletions) },
    errors: errorRows(records),
  };
}

/** By when it was; of one moment as they were found. */
const inOrder = <Row extends { readonly at: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((a, b) => Number(a.at > b.at) - Number(a.at < b.at));

/** Rows by the month that they are of, `2026-11`: a report that grows is a file a month. */
function byMonth<Row extends { readonly at: string }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ at }) => at.slice(0, 7));
}
