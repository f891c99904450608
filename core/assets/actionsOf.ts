import { assetKinds } from "./assetKinds.ts";
import type { CommandClass, KindTable } from "./kindRow.ts";

/** The actions of IAM, with prefix, that reading, sharing and handing over assets of a kind takes. */
export interface NeededActions {
  /** As ARNs call the kind: `arn:…:<resource>/*`. */
  readonly resource: string;
  /** Lists and searches: of half of the kinds they are on no resource, so that only `*` allows them. */
  readonly finding: readonly string[];
  /** On the assets of the kind. */
  readonly sharing: readonly string[];
}

/**
 * The actions behind the calls of each row: each is called like the API's operation, which the SDK's class is named after
 * (service authorization reference, also for what they are on).
 *
 * @param table rows by kind; default: all that there are
 */
export function actionsOf(table: KindTable = assetKinds): NeededActions[] {
  return Object.entries(table).map(
    ([kind, { resource = kind, list, search, describe, update }]) => ({
      resource,
      finding: [list.command, ...(search ? [search.command] : [])].map(actionOf),
      sharing: [describe, update].map(actionOf),
    }),
  );
}

function actionOf({ name }: CommandClass): string {
  return `quicksight:${name.replace(/Command$/, "")}`;
}
