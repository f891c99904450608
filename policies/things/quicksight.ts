import { field, isObject, list, type Plain, undecided } from "./plain.ts";
import { get, make, type Reader, refsOf, type Source, tagsOf } from "./source.ts";
import { lowerKeys } from "./template.ts";
import type { Thing } from "./thing.ts";

/**
 * QuickSight.
 *
 * - `dataSource`: `id`, `type`, `credentials` (as given, keys in lower camel case), `disableSsl`, `parameters`; refs `roles` (roles that it brings
 *   along), `vpc`, `secret`; `accountId`
 * - `dataSet`: `id`, `importMode`, `use` (`RLS_RULES` for rules themselves), lists `rowRules` (`arn`, `status`, `permissionPolicy`, …), `rowTags`
 *   and `columnRules`; `tags`
 * - `share`: a permission on an asset, or on the link to one: `type` (token of the asset), `id` and `accountId` of the asset, `actions`,
 *   `principal`; refs `to`
 * - `placement`: an asset, or a folder, that is put into a folder, and so gets its permissions: ids `folder` and `member`
 * - `keyRegistration`: `keys` (a list of `keyArn`, `defaultKey`), `accountId`, `region`
 * - `namespace`: `name`
 * - `subscription`: `edition`; `accountSettings`: `terminationProtection`, `accountId`
 * - `ipRestriction`: `enabled`, `rules` (CIDR → description), `vpcs`, `endpoints`
 * - `quickSightUser`: `name`, `role`, `namespace`; `quickSightGroup`: `name`, `namespace`; `quickSightMembership`: `group`, `member`, `role`, `namespace`
 * - `policyAssignment`: `identities`, `status`; refs `policies`
 */
export const quicksight: Readonly<Record<string, Reader>> = {
  "aws:quicksight/dataSource:DataSource": dataSource,
  // Ours has parameters in the API's words.
  "pulumi-nodejs:dynamic/quicksight:ApiDataSource": (source) =>
    dataSource({ ...source, props: lowerKeys(source.props) }),
  "aws:quicksight/dataSet:DataSet": dataSet,
  "aws:quicksight/analysis:Analysis": asset,
  "aws:quicksight/dashboard:Dashboard": asset,
  "aws:quicksight/folder:Folder": asset,
  "aws:quicksight/template:Template": asset,
  "aws:quicksight/theme:Theme": asset,
  "aws:quicksight/folderMembership:FolderMembership": (source) => [
    make(source, "placement", { folder: get(source, "folderId"), member: get(source, "memberId") }),
  ],
  "aws:quicksight/keyRegistration:KeyRegistration": (source) => [
    make(
      source,
      "keyRegistration",
      {
        keys: list(get(source, "keyRegistrations")) as Plain[],
        accountId: get(source, "awsAccountId"),
        region: get(source, "region"),
      },
      { keys: refsOf({ ...source, props: keyArnsOf(source) }, "keyRegistrations") },
    ),
  ],
  "aws:quicksight/namespace:Namespace": (source) => [
    make(source, "namespace", { name: get(source, "namespace") ?? get(source, "name") }, {}, [
      get(source, "arn"),
      get(source, "namespace"),
    ]),
  ],
  "aws:quicksight/accountSubscription:AccountSubscription": (source) => [
    make(source, "subscription", {
      edition: get(source, "edition"),
      accountId: get(source, "awsAccountId"),
    }),
  ],
  "aws:quicksight/accountSettings:AccountSettings": (source) => [
    make(source, "accountSettings", {
      terminationProtection: get(source, "terminationProtectionEnabled"),
      accountId: get(source, "awsAccountId"),
    }),
  ],
  "aws:quicksight/ipRestriction:IpRestriction": (source) => [
    make(source, "ipRestriction", {
      enabled: get(source, "enabled"),
      rules: get(source, "ipRestrictionRuleMap"),
      vpcs: get(source, "vpcIdRestrictionRuleMap"),
      endpoints: get(source, "vpcEndpointIdRestrictionRuleMap"),
    }),
  ],
  "aws:quicksight/user:User": (source) => [
    make(source, "quickSightUser", {
      name: get(source, "userName"),
      role: get(source, "userRole"),
      namespace: get(source, "namespace"),
    }),
  ],
  "aws:quicksight/group:Group": (source) => [
    make(source, "quickSightGroup", {
      name: get(source, "groupName"),
      namespace: get(source, "namespace"),
    }),
  ],
  "aws:quicksight/groupMembership:GroupMembership": membership,
  "aws:quicksight/roleMembership:RoleMembership": membership,
  "aws:quicksight/iamPolicyAssignment:IamPolicyAssignment": (source) => [
    make(
      source,
      "policyAssignment",
      { identities: get(source, "identities"), status: get(source, "assignmentStatus") },
      { policies: refsOf(source, "policyArn") },
    ),
  ],
};

/** The same in CloudFormation's words. */
export const quicksightNative: Readonly<Record<string, Reader>> = {
  "AWS::QuickSight::DataSource": dataSource,
  "AWS::QuickSight::DataSet": dataSet,
  "AWS::QuickSight::Analysis": asset,
  "AWS::QuickSight::Dashboard": asset,
  "AWS::QuickSight::Folder": asset,
  "AWS::QuickSight::Template": asset,
  "AWS::QuickSight::Theme": asset,
  "AWS::QuickSight::Topic": asset,
  "AWS::QuickSight::ActionConnector": asset,
};

function dataSource(source: Source): readonly Thing[] {
  const parameters = get(source, "parameters") ?? get(source, "dataSourceParameters");
  return [
    make(
      source,
      "dataSource",
      {
        id: get(source, "dataSourceId"),
        accountId: get(source, "awsAccountId"),
        type: get(source, "type"),
        credentials: get(source, "credentials"),
        disableSsl: get(source, "sslProperties", "disableSsl"),
        parameters,
      },
      {
        roles: roleHolders.flatMap((name) => rolesIn(get(source, name), source.sourcesOf(name))),
        vpc: refsOf(source, "vpcConnectionProperties", "vpcConnectionArn"),
        secret: refsOf(source, "credentials", "secretArn"),
      },
      [get(source, "dataSourceId"), get(source, "arn")],
    ),
    ...sharesOf(source),
  ];
}

function dataSet(source: Source): readonly Thing[] {
  const modelled = modelledRules(source);
  return [
    make(
      source,
      "dataSet",
      {
        id: get(source, "dataSetId"),
        importMode: get(source, "importMode"),
        use: get(source, "useAs"),
        rowRules: manyOf([
          get(source, "rowLevelPermissionDataSet"),
          ...modelled.map((one) => field(one, "rowLevelPermissionDataSet")),
        ]),
        rowTags: manyOf([
          get(source, "rowLevelPermissionTagConfiguration"),
          ...modelled.map((one) => field(one, "tagConfiguration")),
        ]),
        columnRules: list(get(source, "columnLevelPermissionRules")) as Plain[],
        tags: tagsOf(get(source, "tags"), get(source, "tagsAll")),
      },
      {},
      [get(source, "dataSetId"), get(source, "arn")],
    ),
    ...sharesOf(source),
  ];
}

/** Rules of the tables of a semantic model, where data sets of the newer kind have them. */
function modelledRules(source: Source): readonly Plain[] {
  const tables = get(source, "semanticModelConfiguration", "tableMap");
  if (tables === undefined || !isObject(tables)) return [];
  return Object.values(tables).map((table: Plain) =>
    field(table, "rowLevelPermissionConfiguration"),
  );
}

function manyOf(values: readonly Plain[]): Plain {
  const found = values.flatMap(list);
  return found.length === 0 ? undefined : found;
}

function asset(source: Source): readonly Thing[] {
  return sharesOf(source);
}

function assetIdOf(source: Source): Plain {
  const { props } = source;
  const name = Object.keys(isObject(props) ? props : {}).find((key) => assetIds.has(key));
  return get(source, name ?? "");
}

/** The folders that an asset says itself that it is in. */
function placementsOf(source: Source): readonly Thing[] {
  const folders = [...list(get(source, "folderArns")), ...list(get(source, "parentFolderArn"))];
  return folders.map((folder: Plain) =>
    make(source, "placement", {
      folder: typeof folder === "string" ? (folder.split("/").at(-1) ?? folder) : folder,
      member: assetIdOf(source),
    }),
  );
}

function sharesOf(source: Source): readonly Thing[] {
  const common: Record<"accountId" | "id" | "type", Plain> = {
    type: source.token,
    id: assetIdOf(source),
    accountId: get(source, "awsAccountId"),
  };
  const one = (sources: readonly string[]) => (permission: Plain) => {
    const principal = permission === undecided ? undecided : field(permission, "principal");
    const isText = typeof principal === "string" || principal === undecided;
    const actions = field(permission, "actions");
    return make(
      source,
      "share",
      { ...common, principal, actions },
      { to: isText ? [{ value: principal, sources }] : [] },
      [common.id],
    );
  };
  const linked = get(source, "linkSharingConfiguration", "permissions");
  return [
    ...list(get(source, "permissions")).map(one(source.sourcesOf("permissions"))),
    ...list(linked).map(one(source.sourcesOf("linkSharingConfiguration"))),
    ...placementsOf(source),
  ];
}

/** Names of the property that holds an asset's id. */
const assetIds: ReadonlySet<string> = new Set(
  [
    ...["actionConnector", "analysis", "dashboard", "dataSet", "dataSource"],
    ...["folder", "template", "theme", "topic"],
  ].map((kind) => `${kind}Id`),
);

function membership(source: Source): readonly Thing[] {
  return [
    make(source, "quickSightMembership", {
      group: get(source, "groupName"),
      role: get(source, "role"),
      member: get(source, "memberName"),
      namespace: get(source, "namespace"),
    }),
  ];
}

/** Properties within which a data source may name roles. */
const roleHolders = [
  "parameters",
  "dataSourceParameters",
  "alternateDataSourceParameters",
  "credentials",
];

/** Roles that a data source's parameters name, whatever the engine. */
function rolesIn(value: Plain, sources: readonly string[]): Thing["refs"][string] {
  if (typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, one]: [string, Plain]) =>
    key === "roleArn" && (typeof one === "string" || typeof one === "symbol")
      ? [{ value: one, sources }]
      : rolesIn(one, sources),
  );
}

function keyArnsOf(source: Source): Plain {
  const arns = list(get(source, "keyRegistrations")).map((one) =>
    one !== undefined && isObject(one) ? one["keyArn"] : one,
  );
  return { keyRegistrations: arns };
}
