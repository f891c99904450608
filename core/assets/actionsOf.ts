import { actionOf } from "./actionOf.ts";
import { assetKinds } from "./assetKinds.ts";
import type { KindTable } from "./kindRow.ts";

/** The actions of IAM, with prefix, that finding, reading, sharing and handing over assets of a kind takes. */
export interface NeededActions {
  /** As ARNs call the kind: `arn:…:<resource>/*`. */
  readonly resource: string;
  /** On the assets of the kind, or on all of them where the call names none. */
  readonly own: readonly string[];
  /** On no type of resource, so that only `*` allows them. */
  readonly anywhere: readonly string[];
}

/**
 * Calls that have no type of resource (service authorization reference), and those of kinds that the reference does not have yet.
 * A test compares them with it.
 */
const withoutType: ReadonlySet<string> = new Set([
  ...["ListActionConnectors", "ListDataSets", "ListDataSources", "ListFlows", "ListTopics"],
  ...["ListApps", "SearchApps", "DescribeAppPermissions", "UpdateAppPermissions", "SearchFlows"],
  ...["ListSpaces", "SearchSpaces", "DescribeSpacePermissions", "UpdateSpacePermissions"],
  ...["ListKnowledgeBases", "SearchKnowledgeBases"],
  ...["DescribeKnowledgeBasePermissions", "UpdateKnowledgeBasePermissions"],
]);

/**
 * The actions behind the calls of each row (service authorization reference, also for what they are on).
 *
 * @param table rows by kind; default: all that there are
 */
export function actionsOf(table: KindTable = assetKinds): NeededActions[] {
  return Object.entries(table).map(
    ([kind, { resource = kind, list, search, describe, update }]) => {
      const calls = [list.command, ...(search ? [search.command] : []), describe, update];
      const names = calls.map(actionOf);
      return {
        resource,
        own: names.filter((name) => !withoutType.has(name)).map(prefixed),
        anywhere: names.filter((name) => withoutType.has(name)).map(prefixed),
      };
    },
  );
}

function prefixed(action: string): string {
  return `quicksight:${action}`;
}
