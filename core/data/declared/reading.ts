import { type ColumnOrigin, originIn, readingKey } from "../../settings/columnOrigins.ts";
import type { DeclaredAsset, Reading } from "./declaredAsset.ts";

/** What a data set reads of another one, in place of a table: all that this one shows. */
export function dataSetReading(sourceArn: string): Reading {
  return { sourceArn, table: "data set" };
}

/** True: both are known to read the same table, query, file or data set, be it among others. */
export function isSameReading(
  one: Pick<DeclaredAsset, "reads"> | undefined,
  other: Pick<DeclaredAsset, "reads"> | undefined,
): boolean {
  return commonReadings(one, other).length > 0;
}

/** What both of two data sets read. */
export function commonReadings(
  one: Pick<DeclaredAsset, "reads"> | undefined,
  other: Pick<DeclaredAsset, "reads"> | undefined,
): Reading[] {
  return (one?.reads ?? []).filter(({ sourceArn, table }) =>
    (other?.reads ?? []).some((read) => read.sourceArn === sourceArn && read.table === table),
  );
}

/** What a column of a data set is; one of which nothing is said is the one of that name in the first table. */
export function originOf({ origins, reads = [] }: DeclaredAsset, name: string): ColumnOrigin {
  const [first] = reads;
  return origins?.get(name) ?? originIn(first === undefined ? "" : readingKey(first), name);
}

/**
 * Of a data set the columns, and the rules about columns, that come from some of what it reads, also where they are worked out from that and
 * from other tables. Rules of rows stay: they limit the rows of all tables that are joined.
 */
export function partFrom(asset: DeclaredAsset, readings: readonly Reading[]): DeclaredAsset {
  const among = new Set(readings.map(readingKey));
  const isFrom = (name: string) => originOf(asset, name).readings.some((one) => among.has(one));
  const { columns, protection } = asset;
  return {
    ...asset,
    ...(columns && { columns: columns.filter(isFrom) }),
    ...(protection && {
      protection: {
        ...protection,
        columns: new Map([...protection.columns].filter(([name]) => isFrom(name))),
      },
    }),
  };
}
