/** What a data set reads of its data source. */
interface Table {
  readonly table?:
    | {
        readonly catalog?: string | undefined;
        readonly schema?: string | undefined;
        readonly name?: string | undefined;
      }
    | undefined;
  readonly sql?: string | undefined;
}

/** The same text for the same table, query or file: what the settings say of it, or a state. How a query is broken into lines is no difference. */
export function tableOf({ table, sql }: Table): string {
  if (sql !== undefined) return `query ${sql.replaceAll(/\s+/g, " ").trim()}`;
  if (table === undefined) return "file";
  const { catalog, schema = "", name } = table;
  return `table ${JSON.stringify([...(catalog ? [catalog] : []), schema, name])}`;
}
