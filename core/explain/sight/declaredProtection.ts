import type { WrittenRule } from "../../data/entitlements/writtenRules.ts";
import { groupArnOf, type NamespaceScope, userArnOf } from "../../aws/scope.ts";
import type { SnapshotProtection, SnapshotTagRules } from "./protection.ts";

/** The rules about the rows of a data set as files write them, or why they cannot be made. */
export type DeclaredRules =
  | { readonly rules: readonly WrittenRule[]; readonly unread?: never }
  | { readonly unread: string; readonly rules?: never };

/** What files say of who sees which rows and columns of a data set. */
export interface DeclaredProtection {
  readonly columns: readonly string[];
  readonly labels?: Readonly<Record<string, readonly string[]>> | undefined;
  /** The id of the rules data set, and what the rules say; neither rules nor why not: nobody asked. */
  readonly rows?: (Partial<DeclaredRules> & { readonly dataSet: string }) | undefined;
  readonly columnRules: readonly {
    readonly columns: readonly string[];
    readonly groups: readonly string[];
    readonly where: string;
  }[];
  /** By term of the entitlement table its column; absent: it has none of these. */
  readonly terms?: Readonly<Record<string, string>> | undefined;
  readonly tags?: SnapshotTagRules | undefined;
  /** The ids of the data sets that it is made of; absent: of none. */
  readonly parents?: readonly string[];
}

/** The same as a snapshot has it: groups and people by their ARNs. */
export function protectionIn(
  scope: NamespaceScope,
  { columns, labels, rows, columnRules, parents, terms, tags }: DeclaredProtection,
): SnapshotProtection {
  return {
    columns,
    ...(labels === undefined ? {} : { labels }),
    ...(rows === undefined
      ? {}
      : {
          rows: {
            dataSet: rows.dataSet,
            ...(rows.rules === undefined
              ? rows.unread === undefined
                ? {}
                : { unread: rows.unread }
              : {
                  rules: rows.rules.map(({ group, person = "", ...rule }) => ({
                    principal:
                      group === undefined ? userArnOf(scope, person) : groupArnOf(scope, group),
                    ...rule,
                  })),
                }),
          },
        }),
    ...(columnRules.length === 0
      ? {}
      : {
          columnRules: columnRules.map(({ columns: names, groups, where }) => ({
            columns: names,
            principals: groups.map((group) => groupArnOf(scope, group)),
            where,
          })),
        }),
    ...(parents === undefined ? {} : { parents }),
    ...(terms === undefined ? {} : { terms }),
    ...(tags === undefined ? {} : { tags }),
  };
}
