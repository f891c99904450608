import { findCaller, openApi } from "@quicksight-governance/core/aws";
import { readSnapshot } from "@quicksight-governance/core/explain";
import { bucketReports, storeSnapshot } from "@quicksight-governance/core/reports";
import { readPublishedAccount } from "@quicksight-governance/core/settings";
import { placeOf } from "./openTenant.ts";

/** Reads who may open what in the account, in the Region of the function, and keeps it in the governance bucket. Writes nothing in QuickSight. */
export async function handler(): Promise<{ readonly at: string; readonly unknown: number }> {
  const { region, prefix } = placeOf(process.env);
  const { bucket, "identity-region": identityRegion } = await readPublishedAccount(
    { region },
    prefix,
  );
  const { accountId, partition } = await findCaller(region);
  const api = openApi({ identity: identityRegion, data: [region] });
  const store = bucketReports({ bucket, region });
  try {
    const at = new Date().toISOString();
    const about = { accountId, partition, identityRegion };
    const snapshot = await readSnapshot(api.reading, about, at);
    await storeSnapshot(store, snapshot);
    return { at, unknown: snapshot.unknown.length };
  } finally {
    api.close();
    store.close();
  }
}
