import type { OutputColumn, TransformOperation } from "@aws-sdk/client-quicksight";
import type { Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";

/**
 * Refuses an operation on columns that the table does not have at this point. That a format goes with text that is cast to DATETIME, and that
 * what comes after a projection sees projected columns only, is from the API reference (CastColumnTypeOperation, ProjectOperation). That
 * a column which is not there is refused is inferred; errors and words are ours. Of expressions only names in braces are looked at.
 */
export function checkTransform(
  columns: readonly OutputColumn[],
  operation: Checked<TransformOperation>,
): void {
  const names = new Set(columns.map(({ Name }) => Name));
  const need = (name: string, where: string) => {
    if (!names.has(name)) refuse(`Column ${name} of ${where} does not exist.`);
  };
  const needNew = (name: string, where: string) => {
    if (names.has(name)) refuse(`Column ${name} of ${where} exists already.`);
  };
  const {
    CastColumnTypeOperation: cast,
    RenameColumnOperation: rename,
    CreateColumnsOperation: create,
    ProjectOperation: project,
    TagColumnOperation: tag,
    FilterOperation: filter,
  } = operation;
  if (cast !== undefined) {
    need(cast.ColumnName, "CastColumnTypeOperation");
    const from = columns.find(({ Name }) => Name === cast.ColumnName)?.Type;
    if (cast.Format !== undefined && (from !== "STRING" || cast.NewColumnType !== "DATETIME")) {
      refuse(`Format of column ${cast.ColumnName} is for a STRING that is cast to DATETIME.`);
    }
  }
  if (rename !== undefined) {
    need(rename.ColumnName, "RenameColumnOperation");
    needNew(rename.NewColumnName, "RenameColumnOperation");
  }
  for (const { ColumnName, Expression } of create?.Columns ?? []) {
    needNew(ColumnName, "CreateColumnsOperation");
    // Columns of one operation see one another.
    const others = create?.Columns.map((one) => one.ColumnName) ?? [];
    for (const name of namedIn(Expression)) {
      if (!others.includes(name)) need(name, `the expression of ${ColumnName}`);
    }
  }
  for (const name of project?.ProjectedColumns ?? []) need(name, "ProjectOperation");
  if (tag !== undefined) need(tag.ColumnName, "TagColumnOperation");
  for (const name of namedIn(filter?.ConditionExpression ?? "")) need(name, "FilterOperation");
}

/** Names in braces, outside of texts; `${…}` is a parameter. */
function namedIn(expression: string): string[] {
  const withoutTexts = expression.replaceAll(/'[^']*'|"[^"]*"/g, "");
  return [...withoutTexts.matchAll(/(?<!\$)\{([^}]*)\}/g)].map(([, name = ""]) => name.trim());
}
