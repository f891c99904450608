import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { groupArnOf, type NamespaceScope, userArnOf } from "@quicksight-governance/core/aws";
import { compileRowRules, loaded } from "@quicksight-governance/core/data";
import {
  assetIdOf,
  type CalculatedSettings,
  type ColumnSettings,
  type GrantedGroups,
  type IncrementalSettings,
  type RuleSubject,
  type ScheduleSettings,
  rulesSuffix,
} from "@quicksight-governance/core/settings";
import { Completion } from "../providers/completion.ts";
import { contentVersion } from "./contentVersion.ts";
import { describeTables, type Join, type ReadFrom } from "./dataSetTables.ts";
import { grantAsset } from "./grantAsset.ts";
import { declareRefreshSchedules } from "./refreshSchedules.ts";
import { RowRules } from "./rowRules.ts";

/** Arguments of {@link DataSet}. */
export interface DataSetArgs {
  readonly scope: NamespaceScope;
  /** Where the data set lives: the data Region. */
  readonly region: string;
  /** The name people see. */
  readonly displayName: string;
  /** What it reads. */
  readonly from: ReadFrom;
  /** What is joined to that, one after the other; absent: nothing. */
  readonly joins?: readonly Join[] | undefined;
  /** In the order of the table, the query or the file. */
  readonly columns: readonly ColumnSettings[];
  /** Columns that QuickSight works out from these, by name. */
  readonly calculated?: CalculatedSettings | undefined;
  readonly importMode: "SPICE" | "DIRECT_QUERY";
  /** When it is loaded again; only of one in SPICE. */
  readonly refresh?: readonly ScheduleSettings[] | undefined;
  /** What an incremental refresh loads. */
  readonly incremental?: IncrementalSettings | undefined;
  readonly groups: GrantedGroups;
  /** Who sees which rows; absent: everybody sees all. */
  readonly rowRules?: readonly (RuleSubject & { readonly values: RowValues })[] | undefined;
  /** Who sees which columns; a column in no rule is seen by everybody. */
  readonly columnRules?:
    | readonly { readonly columns: readonly string[]; readonly groups: readonly string[] }[]
    | undefined;
  /** Which rows a session without a user sees, by its tags; absent: it sees all. */
  readonly tagRules?:
    | Readonly<
        Record<
          string,
          {
            readonly column: string;
            readonly delimiter?: string | undefined;
            /** A secret: whoever has it opens every row. */
            readonly matchAll?: pulumi.Input<string> | undefined;
          }
        >
      >
    | undefined;
  /** Where the rules of rows are kept: needed when there are any. */
  readonly rulesStore: { readonly bucketName: string; readonly roleArn: string };
  readonly tags: Readonly<Record<string, string>>;
}

type RowValues = Readonly<Record<string, string | readonly string[]>>;

/**
 * A QuickSight data set on a table, a query or a file, with its row and column rules in place from the first moment.
 *
 * The rules belong to the data set and not to whoever uses it: every data set that reads the same table needs its own. Owners
 * see all rows, whatever the rules say, so governed people should be viewers (AWS user guide, "Row-level security").
 *
 * In SPICE it is done when its rows are loaded, which QuickSight begins with every change of it.
 */
export class DataSet extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;
  readonly dataSetId: string;

  constructor(name: string, args: DataSetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:DataSet", name, args, opts);
    const { scope, region, tags } = args;
    const permissions = grantAsset(scope, "data-set", args.groups);

    this.dataSetId = assetIdOf(name);
    const rules = createRowRules(name, args, this);
    const definition = {
      name: args.displayName,
      importMode: args.importMode,
      ...describeTables(args),
      ...(rules && { rowLevelPermissionDataSet: rules.attachment }),
      ...(args.tagRules && {
        rowLevelPermissionTagConfiguration: describeTags(args.tagRules),
      }),
      ...(args.columnRules && {
        columnLevelPermissionRules: args.columnRules.map(({ columns, groups }) => ({
          columnNames: [...columns],
          principals: groups.map((group) => groupArnOf(scope, group)),
        })),
      }),
    };
    const dataSet = new aws.quicksight.DataSet(
      name,
      {
        awsAccountId: scope.accountId,
        region,
        dataSetId: this.dataSetId,
        ...definition,
        ...describeWindow(args),
        ...(permissions.length === 0 ? {} : { permissions }),
        tags,
      },
      {
        parent: this,
        // A provider answers with what it was sent, and need not know that it is a secret.
        ...(args.tagRules && { additionalSecretOutputs: ["rowLevelPermissionTagConfiguration"] }),
      },
    );
    if (args.importMode === "SPICE") {
      const { accountId } = scope;
      const { displayName } = args;
      new Completion(
        `${name}-load`,
        {
          ...{ kind: "load", accountId, region, subject: this.dataSetId, displayName },
          definition: pulumi.jsonStringify(definition).apply(contentVersion),
          wanted: loaded,
        },
        { parent: this, dependsOn: dataSet },
      );
      const { dataSetId } = this;
      declareRefreshSchedules(
        name,
        { accountId, region, dataSetId, schedules: args.refresh ?? [] },
        { parent: this, dependsOn: dataSet },
      );
    }

    this.arn = dataSet.arn;
    this.registerOutputs({ arn: this.arn, dataSetId: this.dataSetId });
  }
}

function describeWindow({ incremental }: DataSetArgs) {
  if (incremental === undefined) return {};
  const { column: columnName, size, unit: sizeUnit } = incremental;
  const lookbackWindow = { columnName, size, sizeUnit };
  return {
    refreshProperties: { refreshConfiguration: { incrementalRefresh: { lookbackWindow } } },
  };
}

/** In an order of their own. */
function describeTags(tagRules: NonNullable<DataSetArgs["tagRules"]>) {
  const rules = Object.entries(tagRules).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    status: "ENABLED",
    tagRules: rules.map(([tagKey, { column, delimiter, matchAll }]) => ({
      ...{ tagKey, columnName: column },
      ...(delimiter === undefined ? {} : { tagMultiValueDelimiter: delimiter }),
      ...(matchAll === undefined ? {} : { matchAllValue: matchAll }),
    })),
  };
}

function createRowRules(name: string, args: DataSetArgs, parent: pulumi.Resource) {
  if (args.rowRules === undefined) return undefined;
  const { scope, region, rulesStore, tags } = args;
  const rules = compileRowRules(
    args.rowRules.map(({ group, person = "", values }) => ({
      principalArn: group === undefined ? userArnOf(scope, person) : groupArnOf(scope, group),
      values,
    })),
  );
  return new RowRules(
    `${name}${rulesSuffix}`,
    { scope, region, rules, dataSetName: args.displayName, store: rulesStore, tags },
    { parent },
  );
}
