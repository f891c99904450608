import { field, isObject, list, type Plain } from "./plain.ts";
import { get, make, type Reader, refsOf, type Source } from "./source.ts";
import type { Thing } from "./thing.ts";

/**
 * QuickSight.
 *
 * - `dataSource`: `id`, `type`, `credentials` (as given, keys in lower camel case), `disableSsl`, `parameters`; refs `roles` (roles that it brings
 *   along), `vpc`
 * - `dataSet`: `id`, `importMode`, `rowRules` (`arn`, `status`, `permissionPolicy`, …), `rowTags`, `columnRules`, `tags`
 * - `share`: a permission on an asset: `type` (token of the asset), `actions`, `principal`; refs `to`
 * - `keyRegistration`: `keys` (a list of `keyArn`, `defaultKey`), `accountId`, `region`
 * - `namespace`: `name`
 * - `subscription`: `edition`; `accountSettings`: `terminationProtection`, `accountId`
 * - `ipRestriction`: `enabled`, `rules` (CIDR → description), `vpcs`, `endpoints`
 * - `quickSightUser`: `name`, `role`, `namespace`; `quickSightGroup`: `name`, `namespace`; `quickSightMembership`: `group`, `member`, `role`, `namespace`
 * - `policyAssignment`: `identities`, `status`; refs `policies`
 */
export const quicksight: Readonly<Record<string, Reader>> = {
  "aws:quicksight/dataSource:DataSource": dataSource,
  "aws:quicksight/dataSet:DataSet": dataSet,
  "aws:quicksight/analysis:Analysis": asset,
  "aws:quicksight/dashboard:Dashboard": asset,
  "aws:quicksight/folder:Folder": asset,
  "aws:quicksight/template:Template": asset,
  "aws:quicksight/theme:Theme": asset,
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
    make(source, "namespace", { name: get(source, "namespace") ?? get(source, "name") }),
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
        type: get(source, "type"),
        credentials: get(source, "credentials"),
        disableSsl: get(source, "sslProperties", "disableSsl"),
        parameters,
      },
      {
        roles: rolesIn(parameters, source.sourcesOf("parameters")),
        vpc: refsOf(source, "vpcConnectionProperties", "vpcConnectionArn"),
      },
    ),
    ...sharesOf(source),
  ];
}

function dataSet(source: Source): readonly Thing[] {
  const rules = get(source, "rowLevelPermissionDataSet");
  return [
    make(source, "dataSet", {
      id: get(source, "dataSetId"),
      importMode: get(source, "importMode"),
      rowRules: list(rules)[0],
      rowTags: list(get(source, "rowLevelPermissionTagConfiguration"))[0],
      columnRules: list(get(source, "columnLevelPermissionRules")) as Plain[],
      tags: get(source, "tags"),
    }),
    ...sharesOf(source),
  ];
}

function asset(source: Source): readonly Thing[] {
  return sharesOf(source);
}

function sharesOf(source: Source): readonly Thing[] {
  const sources = source.sourcesOf("permissions");
  const given = get(source, "permissions");
  const one = (permission: Plain) => {
    const principal = field(permission, "principal");
    const isKnown = typeof principal === "string";
    return make(
      source,
      "share",
      { type: source.token, principal, actions: field(permission, "actions") },
      { to: isKnown ? [{ value: principal, sources }] : [] },
    );
  };
  return list(given).map(one);
}

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
