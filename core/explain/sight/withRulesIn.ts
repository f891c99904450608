import type { SeenRows } from "../../data/declared/seenRows.ts";
import { rulesSuffix } from "../../settings/assetIds.ts";
import type { Snapshot } from "../snapshot.ts";

/** The rules about the rows of a data set as somebody keeps them, each for an ARN; undefined: it has none. */
export interface KnownRules {
  readonly id: string;
  readonly rules: readonly SeenRows[] | undefined;
}

/**
 * An account with rules about rows that QuickSight shows nobody, as the state of a stack holds them: those of data sets that have rules
 * which are not known, and are the stack's.
 *
 * @param region where the data of the stack is
 */
export function withRulesIn(
  snapshot: Snapshot,
  region: string,
  known: readonly KnownRules[],
): Snapshot {
  const byId = new Map(known.map(({ id, rules }) => [id, rules]));
  const assets = snapshot.assets.map((asset) => {
    const { protection } = asset;
    const { unread: _, ...rows } = protection?.rows ?? { dataSet: "" };
    const isMissing =
      asset.kind === "data-set" && protection?.rows !== undefined && rows.isOff !== true;
    // Somebody may have attached other rules, of which the state knows nothing.
    const isOurs = rows.dataSet === `${asset.id}${rulesSuffix}`;
    const rules = isOurs && asset.region === region ? byId.get(asset.id) : undefined;
    if (!isMissing || rows.rules !== undefined || rules === undefined) return asset;
    const told = rules.map(({ subject: principal, values }) => ({ principal, values }));
    return { ...asset, protection: { ...protection, rows: { ...rows, rules: told } } };
  });
  return { ...snapshot, assets };
}
