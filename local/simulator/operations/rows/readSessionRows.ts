import type { RowLevelPermissionTagConfiguration } from "@aws-sdk/client-quicksight";
import type { DataSet } from "../../store/assets.ts";
import type { Checked } from "../handler.ts";
import { rulesOf } from "./rowRules.ts";
import type { Columns } from "./rowRules.ts";

/** The tags of an embedded session, as GenerateEmbedUrlForAnonymousUser takes them. */
export type SessionTags = Readonly<Record<string, string>>;

/** The rules by tags that a data set has, in whichever preparation, and that are on. */
function tagsOf({
  definition: { RowLevelPermissionTagConfiguration, SemanticModelConfiguration },
}: DataSet): Checked<RowLevelPermissionTagConfiguration> | undefined {
  const tables = Object.values(SemanticModelConfiguration?.TableMap ?? {});
  const semantic = tables.flatMap(
    ({ RowLevelPermissionConfiguration: rules }) => rules?.TagConfiguration ?? [],
  );
  const found = RowLevelPermissionTagConfiguration ?? semantic[0];
  return found?.Status === "DISABLED" ? undefined : found;
}

/**
 * The rows that a session without a user sees (user guide, "Using row-level security with tag-based rules"; API reference of
 * RowLevelPermissionTagConfiguration): those that hold a value of every tag, or of every tag of one of the alternatives; several values where the tag has a
 * delimiter; all with the value for all.
 *
 * Ours: a tag that the session does not have lets it see nothing; without rules by tags it sees all, unless rules for users are on.
 */
export function readSessionRows(
  dataSet: DataSet,
  { columns, rows }: Columns,
  session: SessionTags,
): readonly (readonly string[])[] {
  const found = tagsOf(dataSet);
  if (found === undefined) {
    const rules = rulesOf(dataSet);
    return rules === undefined || rules.Status === "DISABLED" ? rows : [];
  }
  const { TagRules, TagRuleConfigurations: sets = [] } = found;
  const isGiven = (row: readonly string[]) => (key: string) => {
    const rule = TagRules.find(({ TagKey }) => TagKey === key);
    const value = session[key];
    if (rule === undefined || value === undefined) return false;
    const { ColumnName, TagMultiValueDelimiter: delimiter, MatchAllValue } = rule;
    if (MatchAllValue !== undefined && value === MatchAllValue) return true;
    const values = delimiter === undefined ? [value] : value.split(delimiter);
    return values.includes(row[columns.indexOf(ColumnName)] ?? "");
  };
  const all = TagRules.map(({ TagKey }) => TagKey);
  return rows.filter((row) =>
    (sets.length === 0 ? [all] : sets).some((keys) => keys.every(isGiven(row))),
  );
}
