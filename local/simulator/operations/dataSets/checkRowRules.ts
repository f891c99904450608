import type {
  RowLevelPermissionDataSet,
  RowLevelPermissionTagConfiguration,
} from "@aws-sdk/client-quicksight";
import type { DataSetDefinition, RegionAssets } from "../../store/assets.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { assetNotFound, findByArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { outputColumns } from "./outputColumns.ts";

/** Columns of rules that say whom a rule is for, by format. They are case-sensitive. */
const subjects = {
  VERSION_1: ["UserName", "GroupName"],
  VERSION_2: ["UserARN", "GroupARN"],
} as const;

/**
 * Refuses row-level security that can't work. Except where words are said to be AWS's, rules are from the
 * user guide ("Using row-level security"), and the error and its words are ours.
 */
export function checkRowRules(
  call: Call<unknown>,
  assets: RegionAssets,
  id: string,
  definition: DataSetDefinition,
): void {
  const { DataPrepConfiguration, SemanticModelConfiguration } = definition;
  const { RowLevelPermissionDataSet: rules, RowLevelPermissionTagConfiguration: tags } = definition;
  if (DataPrepConfiguration !== undefined && (rules ?? tags) !== undefined) {
    // aws-solutions-library-samples/cloud-intelligence-dashboards-framework#1445.
    refuse("With DataPrepConfiguration, row-level security belongs in SemanticModelConfiguration.");
  }
  const semantic = Object.values(SemanticModelConfiguration?.TableMap ?? {}).map(
    (table) => table.RowLevelPermissionConfiguration,
  );
  const columns = outputColumns(call, assets, definition);
  const names = columns && new Map(columns.map(({ Name = "", Type }) => [Name, Type]));
  for (const rule of [rules, ...semantic.map((one) => one?.RowLevelPermissionDataSet)]) {
    if (rule !== undefined) {
      checkRules(call, assets, id, rule, names);
    }
  }
  for (const tag of [tags, ...semantic.map((one) => one?.TagConfiguration)]) {
    if (tag !== undefined) {
      checkTags(tag, names);
    }
  }
}

function checkRules(
  call: Call<unknown>,
  assets: RegionAssets,
  id: string,
  rules: Checked<RowLevelPermissionDataSet>,
  target: ReadonlyMap<string, string | undefined> | undefined,
): void {
  const { Arn, Namespace, PermissionPolicy, FormatVersion = "VERSION_1" } = rules;
  if (FormatVersion === "VERSION_2" && Namespace !== undefined) {
    // AWS's words.
    refuse(
      "Invalid RowLevelPermissionDataSet. Namespace parameter should not be specified for Version 2",
    );
  }
  if (PermissionPolicy === "DENY_ACCESS") {
    // "Not supported for new RLS datasets", says the API reference.
    refuse("Invalid RowLevelPermissionDataSet. DENY_ACCESS is not supported.");
  }
  const source = findByArn(call, assets.dataSets, dataSetKind, Arn);
  if (source === undefined) {
    throw assetNotFound(dataSetKind, Arn);
  }
  if (source.id === id || source.useAs !== "RLS_RULES") {
    // Since May 2025 (hashicorp/terraform-provider-aws#43103).
    refuse(
      `Invalid RowLevelPermissionDataSet. DataSet ${Arn} was not created with UseAs RLS_RULES.`,
    );
  }
  const columns = outputColumns(call, assets, source.definition)?.map(({ Name }) => Name ?? "");
  if (columns === undefined) {
    return;
  }
  const expected: readonly string[] = subjects[FormatVersion];
  if (!columns.some((name) => expected.includes(name))) {
    refuse(`Invalid RowLevelPermissionDataSet. ${Arn} has no column ${expected.join(" or ")}.`);
  }
  for (const name of columns) {
    if (!expected.includes(name) && target?.has(name) === false) {
      refuse(`Invalid RowLevelPermissionDataSet. Column ${name} is not in the data set.`);
    }
    // "Row-level security works only for fields containing textual data", says the user guide; what a calculated column holds is not known here.
    const type = expected.includes(name) ? undefined : target?.get(name);
    if (type !== undefined && type !== "STRING") {
      refuse(`Invalid RowLevelPermissionDataSet. Column ${name} is ${type}, not STRING.`);
    }
  }
}

function checkTags(
  { TagRules, TagRuleConfigurations = [] }: Checked<RowLevelPermissionTagConfiguration>,
  target: ReadonlyMap<string, string | undefined> | undefined,
): void {
  const keys = new Set(TagRules.map(({ TagKey }) => TagKey));
  for (const { ColumnName } of TagRules) {
    if (target?.has(ColumnName) === false) {
      refuse(`Invalid RowLevelPermissionTagConfiguration. Column ${ColumnName} does not exist.`);
    }
  }
  for (const key of TagRuleConfigurations.flat()) {
    if (!keys.has(key)) {
      refuse(`Invalid RowLevelPermissionTagConfiguration. No rule has the tag key ${key}.`);
    }
  }
}
