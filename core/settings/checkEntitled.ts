import { checkColumn } from "./checkRowRules.ts";
import type { DataSetSettings } from "./dataSettings.ts";
import { outputColumns } from "./outputColumns.ts";
import type { Problem } from "./problem.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** What is wrong with how a data set takes the entitlement table, as far as that can be told without it. */
export function checkEntitled(
  where: string,
  dataSet: DataSetSettings,
  { entitlements }: Pick<TenantSettings, "entitlements">,
): Problem[] {
  const { entitled, rowRules } = dataSet;
  if (entitled === undefined) return [];
  const columns = outputColumns(dataSet);
  const place = `${where}.entitled`;
  const problem = (message: string) => ({ where: place, message });
  return [
    ...(entitlements === undefined
      ? [
          problem(
            "the tenant has no entitlement table; give tenant.entitlements, or leave this out",
          ),
        ]
      : []),
    ...(rowRules === undefined
      ? []
      : [problem("the data set has rowRules too; give one of the two, as both would be one rule")]),
    ...checkRepeated(place, entitled),
    ...Object.entries(entitled).flatMap(([term, column]) =>
      checkColumn(`${place}.${term}`, column, columns),
    ),
  ];
}

/** Two terms on one column: a row would limit it twice, and one of the two be lost. */
function checkRepeated(place: string, entitled: Readonly<Record<string, string>>): Problem[] {
  const byColumn = Map.groupBy(Object.entries(entitled), ([, column]) => column);
  return [...byColumn].flatMap(([column, [first, ...others]]) =>
    others.map(([term]) => ({
      where: `${place}.${term}`,
      message: `column ${column} is that of ${first?.[0] ?? ""} already; give each term a column of its own`,
    })),
  );
}
