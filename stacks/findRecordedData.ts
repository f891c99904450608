import { permissionSet } from "@quicksight-governance/core/assets";
import type { DeclaredAsset, Protection } from "@quicksight-governance/core/data";
import Papa from "papaparse";
import { heldData } from "./heldData.ts";
import type { StackResources } from "./readState.ts";

/** What the state says of a data source or a data set, as far as it is needed here. */
interface Outputs {
  readonly arn?: string;
  readonly name?: string;
  readonly permissions?: readonly {
    readonly principal: string;
    readonly actions: readonly string[];
  }[];
  readonly rowLevelPermissionDataSet?: { readonly arn: string } | null;
  readonly columnLevelPermissionRules?: readonly { readonly columnNames?: readonly string[] }[];
}

/** Of a rules data set its ARN, of its file the text. */
interface RulesOutputs {
  readonly arn?: string;
  readonly source?: { readonly text?: Promise<string> | string };
}

/** A rules data set and its file in the state: the type of its component in their URNs, and at the end their common name. */
const ofRules = /:RowRules\$(?:quicksight-governance:tenant:DataFile\$)?([^$]+)::([^$]+-rules)$/;

/** The data sources and data sets that a tenant's stack has, as the last run left them, rules of rows and their files too. */
export async function findRecordedData(resources: StackResources): Promise<DeclaredAsset[]> {
  const seeAll = await readRules(resources);
  return heldData(resources).flatMap(({ kind, id, outputs }): DeclaredAsset[] => {
    const said: Outputs = outputs;
    if (said.arn === undefined) return [];
    const owner = permissionSet(kind, "owner");
    const owners = (said.permissions ?? [])
      .filter(({ actions }) => owner.every((action) => actions.includes(action)))
      .map(({ principal }) => principal);
    const protection = kind === "data-set" ? protectionOf(said, seeAll) : undefined;
    const asset = { kind, id, name: said.name ?? "", arn: said.arn, owners };
    return [protection === undefined ? asset : { ...asset, protection }];
  });
}

function protectionOf(
  { rowLevelPermissionDataSet: rows, columnLevelPermissionRules: rules = [] }: Outputs,
  seeAll: ReadonlyMap<string, readonly string[]>,
): Protection | undefined {
  const columns = rules.flatMap(({ columnNames = [] }) => columnNames);
  if (!rows && columns.length === 0) return undefined;
  return { columns, ...(rows ? { rows: { seeAll: seeAll.get(rows.arn) ?? [] } } : {}) };
}

/** By the ARN of a rules data set, the ARNs of the groups in a rule that names no values: they see all rows. */
async function readRules(resources: StackResources): Promise<Map<string, string[]>> {
  const [arns, files] = [new Map<string, string>(), new Map<string, Promise<string> | string>()];
  for (const [urn, { outputs }] of Object.entries(resources)) {
    const [, type, name] = ofRules.exec(urn) ?? [];
    if (type === undefined || name === undefined) continue;
    const { arn, source } = (outputs ?? {}) as RulesOutputs;
    if (type.endsWith(":DataSet") && arn !== undefined) arns.set(name, arn);
    if (source?.text !== undefined) files.set(name, source.text);
  }
  const rules = [...arns].map(
    async ([name, arn]) => [arn, findUnlimited(await (files.get(name) ?? ""))] as const,
  );
  return new Map(await Promise.all(rules));
}

/** The groups whose rule, a row of the file, has a value in no column. */
function findUnlimited(csv: string): string[] {
  const { data } = Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true });
  return data.flatMap(({ GroupARN: group = "", ...values }) =>
    Object.values(values).every((value) => value === "") ? [group] : [],
  );
}
