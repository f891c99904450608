import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import { type CompiledRules, loaded } from "@quicksight-governance/core/data";
import { assetIdOf } from "@quicksight-governance/core/settings";
import { Completion } from "../providers/completion.ts";
import { contentVersion } from "./contentVersion.ts";
import { cutToBytes } from "./cutToBytes.ts";
import { DataFile, type DataFileArgs } from "./dataFile.ts";
import { DataSource } from "./dataSource.ts";
import { describeFileTables } from "./fileTables.ts";

/** Arguments of {@link RowRules}. */
export interface RowRulesArgs {
  readonly scope: NamespaceScope;
  readonly region: string;
  readonly rules: CompiledRules;
  /** What people call the data set whose rows they are about. */
  readonly dataSetName: string;
  readonly store: { readonly bucketName: string; readonly roleArn: string };
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * A rules data set: the compiled rules as a file, a data source on it, and a data set that is made for rules (`UseAs:
 * RLS_RULES`, which QuickSight demands since May 2025 and which cannot be set later, hashicorp/terraform-provider-aws#43103).
 * Nobody is granted anything on it: who may change the rules is decided here. New rules hold once they are loaded, and until then
 * the old ones do, so that their load is followed to its end.
 */
export class RowRules extends pulumi.ComponentResource {
  /** How a data set takes the rules. No namespace: format VERSION_2 refuses one, its ARNs say it. */
  readonly attachment: {
    readonly arn: pulumi.Output<string>;
    readonly permissionPolicy: "GRANT_ACCESS";
    readonly formatVersion: "VERSION_2";
    readonly status: "ENABLED";
  };

  constructor(name: string, args: RowRulesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:RowRules", name, { rules: args.rules }, opts);
    const { scope, region, rules, store, tags } = args;
    const child = { parent: this };

    const file = new DataFile(
      name,
      {
        bucketName: store.bucketName,
        path: `${scope.namespace}/${name}`,
        ...contentOf(rules.csv),
        tags,
      },
      child,
    );
    const source = new DataSource(
      name,
      {
        scope,
        region,
        displayName: cutToBytes(`Rules: ${name}`, 128),
        connection: { type: "S3", manifest: file.manifest, roleArn: store.roleArn },
        groups: { owners: [], viewers: [] },
        tags,
      },
      child,
    );
    const dataSetId = assetIdOf(name);
    const version = contentVersion(rules.csv);
    const dataSet = new aws.quicksight.DataSet(
      name,
      {
        awsAccountId: scope.accountId,
        region,
        dataSetId,
        name: cutToBytes(`Rules: ${name}`, 128),
        importMode: "SPICE",
        useAs: "RLS_RULES",
        ...describeFileTables({
          dataSourceArn: source.arn,
          columns: rules.columns.map((column) => ({ name: column, type: "STRING" })),
          version,
        }),
        tags,
      },
      child,
    );
    followRules(
      name,
      args,
      { subject: dataSetId, source, version },
      { ...child, dependsOn: dataSet },
    );

    this.attachment = {
      arn: dataSet.arn,
      permissionPolicy: "GRANT_ACCESS",
      formatVersion: "VERSION_2",
      status: "ENABLED",
    };
    this.registerOutputs({ rulesDataSetArn: dataSet.arn });
  }
}

/** The largest object that the provider puts in one part, in bytes; the ETag of others is not their MD5. */
const onePart = 5 * 1024 * 1024;

/** The rules as an object, with the ETag that S3 gives it in a bucket that is encrypted with keys of S3, as the governance bucket is. */
function contentOf(csv: string): Pick<DataFileArgs, "content" | "etag"> {
  const isWhole = Buffer.byteLength(csv) < onePart;
  return {
    content: new pulumi.asset.StringAsset(csv),
    etag: isWhole ? createHash("md5").update(csv).digest("hex") : undefined,
  };
}

function followRules(
  name: string,
  { scope, region, dataSetName: displayName }: RowRulesArgs,
  rules: { readonly subject: string; readonly source: DataSource; readonly version: string },
  opts: pulumi.CustomResourceOptions,
): void {
  const { subject, source, version } = rules;
  new Completion(
    `${name}-load`,
    {
      ...{ kind: "ruleLoad", accountId: scope.accountId, region, subject, displayName },
      definition: pulumi.interpolate`${source.arn} ${version}`,
      wanted: loaded,
    },
    opts,
  );
}
