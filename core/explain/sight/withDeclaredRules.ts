import type { NamespaceScope } from "../../aws/scope.ts";
import type { DeclaredData } from "../declaredData.ts";
import type { Snapshot } from "../snapshot.ts";
import { protectionIn } from "./declaredProtection.ts";
import type { SnapshotColumnRule } from "./protection.ts";

/**
 * An account with what files say of rules that QuickSight shows nobody: those of data sets that have the rules data set which these files
 * declare. Whether the files were applied nobody here knows. Everything else stays as it was read.
 *
 * @param region where the data of these files is
 */
export function withDeclaredRules(
  snapshot: Snapshot,
  scope: NamespaceScope,
  region: string,
  declared: readonly DeclaredData[],
): Snapshot {
  const byId = new Map(declared.map((one) => [`${one.kind}/${one.id}`, one.protection]));
  const assets = snapshot.assets.map((asset) => {
    const own = asset.region === region ? byId.get(`${asset.kind}/${asset.id}`) : undefined;
    const { protection } = asset;
    if (own === undefined || protection === undefined) return asset;
    const { rows, labels, terms, columnRules = [] } = protectionIn(scope, own);
    const { rows: attached } = protection;
    const written = new Map(columnRules.map((rule) => [columnRuleKey(rule), rule.where]));
    const isAsked = rows?.rules !== undefined || rows?.unread !== undefined;
    const isSame = isAsked && attached !== undefined && rows.dataSet === attached.dataSet;
    return {
      ...asset,
      protection: {
        ...protection,
        ...(labels === undefined ? {} : { labels }),
        ...(terms === undefined ? {} : { terms }),
        ...(protection.columnRules === undefined
          ? {}
          : {
              columnRules: protection.columnRules.map((rule) => {
                const where = written.get(columnRuleKey(rule));
                return where === undefined ? rule : { ...rule, where };
              }),
            }),
        ...(isSame && attached.rules === undefined && attached.isOff !== true ? { rows } : {}),
      },
    };
  });
  return { ...snapshot, assets };
}

/** What tells a rule about columns from others of its data set. */
function columnRuleKey({ columns, principals }: SnapshotColumnRule): string {
  return JSON.stringify([columns.toSorted(), principals.toSorted()]);
}
