import type {
  DataSet,
  RowLevelPermissionDataSet,
  RowLevelPermissionTagConfiguration,
} from "@aws-sdk/client-quicksight";
import type { SnapshotProtection, SnapshotTagRules } from "./protection.ts";

/** What rules of rows are known by, where QuickSight only says that there are some. */
const unreadable = "QuickSight shows nobody the rows of a data set, and so not what its rules say";

/**
 * What keeps people from rows and columns of a data set, as DescribeDataSet has it, in either data preparation.
 *
 * @param answer of that call
 */
export function readProtection(answer: { readonly DataSet?: DataSet }): SnapshotProtection {
  const { OutputColumns, LogicalTableMap = {}, ...described } = (answer.DataSet ?? {}) as Described;
  const rules = rulesIn(described);
  const columnRules = (described.ColumnLevelPermissionRules ?? []).map(
    ({ ColumnNames = [], Principals = [] }) => ({ columns: ColumnNames, principals: Principals }),
  );
  const parents = [
    ...Object.values(LogicalTableMap).map(({ Source }) => Source?.DataSetArn),
    ...Object.values(described.DataPrepConfiguration?.SourceTableMap ?? {}).map(
      ({ DataSet: parent }) => parent?.DataSetArn,
    ),
  ].flatMap((arn) => (arn === undefined ? [] : [idIn(arn)]));
  const tags = tagsIn(described);
  const columns = OutputColumns?.flatMap(({ Name }) => Name ?? []);
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(rules === undefined
      ? {}
      : {
          rows: {
            dataSet: idIn(rules.Arn ?? ""),
            ...(rules.Status === "DISABLED" ? { isOff: true } : { unread: unreadable }),
          },
        }),
    ...(columnRules.length === 0 ? {} : { columnRules }),
    ...(tags === undefined ? {} : { tags }),
    ...(parents.length === 0 ? {} : { parents: [...new Set(parents)].sort() }),
  };
}

/** The SDK calls members deprecated that data sets of the older preparation have. */
type Described = Omit<
  DataSet,
  "LogicalTableMap" | "RowLevelPermissionDataSet" | "RowLevelPermissionTagConfiguration"
> & {
  readonly RowLevelPermissionTagConfiguration?: RowLevelPermissionTagConfiguration;
  readonly LogicalTableMap?: Readonly<
    Record<string, { readonly Source?: { readonly DataSetArn?: string } }>
  >;
  readonly RowLevelPermissionDataSet?: RowLevelPermissionDataSet;
};

function rulesIn({
  RowLevelPermissionDataSet,
  SemanticModelConfiguration,
}: Described): RowLevelPermissionDataSet | undefined {
  const tables = Object.values(SemanticModelConfiguration?.TableMap ?? {});
  const [semantic] = tables.flatMap(
    ({ RowLevelPermissionConfiguration: rules }) => rules?.RowLevelPermissionDataSet ?? [],
  );
  return RowLevelPermissionDataSet ?? semantic;
}

/** Without the value with which a session sees all. */
function tagsIn({
  RowLevelPermissionTagConfiguration,
  SemanticModelConfiguration,
}: Described): SnapshotTagRules | undefined {
  const tables = Object.values(SemanticModelConfiguration?.TableMap ?? {});
  const [semantic] = tables.flatMap(
    ({ RowLevelPermissionConfiguration: rules }) => rules?.TagConfiguration ?? [],
  );
  const found = RowLevelPermissionTagConfiguration ?? semantic;
  const rules = found?.TagRules ?? [];
  if (found === undefined || rules.length === 0) return undefined;
  const { TagRuleConfigurations: alternatives = [], Status } = found;
  return {
    tags: rules.map(({ TagKey = "", ColumnName = "", TagMultiValueDelimiter, MatchAllValue }) => ({
      ...{ tag: TagKey, column: ColumnName },
      ...(TagMultiValueDelimiter ? { delimiter: TagMultiValueDelimiter } : {}),
      ...(MatchAllValue ? { hasMatchAll: true as const } : {}),
    })),
    ...(alternatives.length === 0 ? {} : { alternatives }),
    ...(Status === "DISABLED" ? { isOff: true } : {}),
  };
}

/** The id of a data set in its ARN. */
function idIn(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}
