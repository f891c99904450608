import { table } from "./assets.ts";

const tables = table("region", "day");
tables.PhysicalTableMap.t.RelationalTable?.InputColumns?.splice(1, 1, {
  ...{ Name: "day", Type: "DATETIME" },
});

/** The tables of a data set with a day, which can be loaded incrementally, and the properties that such loads need. */
export const dated = {
  tables,
  refresh: {
    RefreshConfiguration: {
      IncrementalRefresh: {
        LookbackWindow: { ColumnName: "day", Size: 1, SizeUnit: "DAY" as const },
      },
    },
  },
};
