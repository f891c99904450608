import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";

/** What a role needs to read, share and hand over assets of a kind. */
export interface NeededActions {
  /** As ARNs call the kind: `arn:…:<resource>/*`. */
  readonly resource: string;
  /** With prefix. Lists and searches are on no resource, or on `*`. */
  readonly actions: readonly string[];
}

/**
 * The actions of IAM behind the calls of each row: each is called like the API's operation (service authorization reference),
 * which the SDK's class is named after.
 *
 * @param table rows by kind; default: all that there are
 */
export function actionsOf(table: KindTable = assetKinds): NeededActions[] {
  return Object.entries(table).map(
    ([kind, { resource = kind, list, search, describe, update }]) => {
      const commands = [list.command, ...(search ? [search.command] : []), describe, update];
      const names = commands.map(({ name }) => name.replace(/Command$/, ""));
      return { resource, actions: names.map((name) => `quicksight:${name}`) };
    },
  );
}
