import { permissionSet } from "@quicksight-governance/core/assets";
import type {
  DeclaredAsset,
  Protection,
  SeenRows,
  TagRule,
} from "@quicksight-governance/core/data";
import Papa from "papaparse";
import { heldData } from "./heldData.ts";
import type { StackResources } from "./readState.ts";
import { recordedTables } from "./recordedTables.ts";

/** What the state says of a data source or a data set, as far as it is needed here. */
interface Outputs {
  readonly arn?: string;
  readonly name?: string;
  readonly permissions?: readonly {
    readonly principal: string;
    readonly actions: readonly string[];
  }[];
  readonly rowLevelPermissionDataSet?: { readonly arn: string } | null;
  readonly rowLevelPermissionTagConfiguration?: {
    readonly tagRules?: readonly {
      readonly tagKey: string;
      readonly columnName: string;
      readonly tagMultiValueDelimiter?: string | null;
      readonly matchAllValue?: string | null;
    }[];
  } | null;
  readonly columnLevelPermissionRules?: readonly {
    readonly columnNames?: readonly string[];
    readonly principals?: readonly string[];
  }[];
}

/** Of a rules data set its ARN, of its file the text. */
interface RulesOutputs {
  readonly arn?: string;
  readonly source?: { readonly text?: Promise<string> | string };
}

/** A rules data set and its file in the state: the type of its component in their URNs, and at the end their common name. */
const ofRules = /:RowRules\$(?:quicksight-governance:tenant:DataFile\$)?([^$]+)::([^$]+-rules)$/;

/** How a group of the settings is called that a principal is. */
type GroupOf = (principal: string) => string;

/** The data sources and data sets that a tenant's stack has, as the last run left them, rules of rows and their files too. */
export async function findRecordedData(
  resources: StackResources,
  groupOf: GroupOf,
): Promise<DeclaredAsset[]> {
  const rules = await readRules(resources, groupOf);
  return heldData(resources).flatMap(({ kind, id, outputs }): DeclaredAsset[] => {
    const said: Outputs = outputs;
    if (said.arn === undefined) return [];
    const owner = permissionSet(kind, "owner");
    const permissions = said.permissions ?? [];
    const owners = permissions
      .filter(({ actions }) => owner.every((action) => actions.includes(action)))
      .map(({ principal }) => groupOf(principal));
    const users = permissions.map(({ principal }) => groupOf(principal));
    const asset = { kind, id, name: said.name ?? "", arn: said.arn, owners, users };
    if (kind === "data-source") return [asset];
    return [
      { ...asset, ...readingOf(outputs), ...protectionOf(said, rules, groupOf), ...tagsOf(said) },
    ];
  });
}

function readingOf(
  outputs: Readonly<Record<string, unknown>>,
): Pick<DeclaredAsset, "reads" | "columns" | "origins"> {
  const found = recordedTables(outputs);
  if (found === undefined) return {};
  const { tables, origins } = found;
  const columns = tables[0]?.columns ?? [];
  const { outputColumns = columns } = outputs as { outputColumns?: typeof columns };
  const reads = tables.map(({ sourceArn, table }) => ({ sourceArn, table }));
  return { reads, columns: outputColumns.map(({ name }) => name), origins };
}

function tagsOf({ rowLevelPermissionTagConfiguration: said }: Outputs): {
  tags?: ReadonlyMap<string, TagRule>;
} {
  const rules = (said?.tagRules ?? []).map(
    ({ tagKey, columnName: column, tagMultiValueDelimiter, matchAllValue }) => {
      const rule: TagRule = {
        column,
        // The provider says nothing by an empty text, too.
        ...(tagMultiValueDelimiter ? { delimiter: tagMultiValueDelimiter } : {}),
        ...(matchAllValue ? { matchAll: matchAllValue } : {}),
      };
      return [tagKey, rule] as const;
    },
  );
  return rules.length === 0 ? {} : { tags: new Map(rules) };
}

function protectionOf(
  { rowLevelPermissionDataSet: rows, columnLevelPermissionRules: ruled = [] }: Outputs,
  rules: ReadonlyMap<string, readonly SeenRows[]>,
  groupOf: GroupOf,
): { protection?: Protection } {
  const columns = new Map<string, string[]>();
  for (const { columnNames = [], principals = [] } of ruled) {
    const groups = principals.map(groupOf);
    for (const name of columnNames) columns.set(name, [...(columns.get(name) ?? []), ...groups]);
  }
  if (!rows && columns.size === 0) return {};
  return { protection: { columns, ...(rows ? { rows: rules.get(rows.arn) ?? [] } : {}) } };
}

/** By the ARN of a rules data set, its rules. */
async function readRules(
  resources: StackResources,
  groupOf: GroupOf,
): Promise<Map<string, SeenRows[]>> {
  const [arns, files] = [new Map<string, string>(), new Map<string, Promise<string> | string>()];
  for (const [urn, { outputs }] of Object.entries(resources)) {
    const [, type, name] = ofRules.exec(urn) ?? [];
    if (type === undefined || name === undefined) continue;
    const { arn, source } = (outputs ?? {}) as RulesOutputs;
    if (type.endsWith(":DataSet") && arn !== undefined) arns.set(name, arn);
    if (source?.text !== undefined) files.set(name, source.text);
  }
  const rules = [...arns].map(
    async ([name, arn]) => [arn, parseRules(await (files.get(name) ?? ""), groupOf)] as const,
  );
  return new Map(await Promise.all(rules));
}

/** The rules of a file, a row each: an empty field means all values, several are separated by commas. */
function parseRules(csv: string, groupOf: GroupOf): SeenRows[] {
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  return data.map(({ GroupARN: group = "", UserARN: user = "", ...fields }) => ({
    subject: groupOf(group || user),
    values: Object.fromEntries(
      Object.entries(fields).flatMap(([column, field]) =>
        field === "" ? [] : [[column, field.split(",")]],
      ),
    ),
  }));
}
