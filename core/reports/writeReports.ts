import type { Snapshot } from "../explain/index.ts";
import { describePage } from "./describePage.ts";
import { formatGroupMembership } from "./formatGroupMembership.ts";
import { formatObjectAccess } from "./formatObjectAccess.ts";
import { type PageParts, renderPage } from "./renderPage.ts";
import { readStoredSnapshot } from "./snapshotObject.ts";
import type { ReportStore } from "./store/reportStore.ts";

/** The folder of the governance bucket that reports are in. */
export const reportsFolder = "monitoring/quicksight/";

/** What reports are made with. */
export interface WriteReportsOptions {
  /** See `bundlePage`; absent: no page is written. */
  readonly page?: PageParts | undefined;
}

/** What was written. */
export interface WrittenReports {
  /** Keys in the bucket. */
  readonly keys: readonly string[];
}

/**
 * Writes the reports of an account into the governance bucket, from the snapshot that was kept last.
 *
 * @throws where there is no snapshot, or the bucket does not answer
 */
export async function writeReports(
  store: ReportStore,
  { page }: WriteReportsOptions = {},
): Promise<WrittenReports> {
  const snapshot = await readStoredSnapshot(store);
  if (snapshot === undefined) throw new Error(noSnapshot(store));
  const keys: string[] = [];
  for (const [key, contentType, text] of reportsOf(snapshot, page)) {
    await store.write(`${reportsFolder}${key}`, [text], { contentType });
    keys.push(`${reportsFolder}${key}`);
  }
  return { keys };
}

function* reportsOf(snapshot: Snapshot, page: PageParts | undefined) {
  yield ["group_membership/group_membership.csv", csv, formatGroupMembership(snapshot)] as const;
  yield ["object_access/object_access.csv", csv, formatObjectAccess(snapshot)] as const;
  if (page === undefined) return;
  yield ["index.html", "text/html; charset=utf-8", renderPage(describePage(snapshot), page)];
}

const csv = "text/csv; charset=utf-8";

const noSnapshot = ({ address }: ReportStore) =>
  `${address} has no snapshot of the account yet: it is read before reports are written`;
