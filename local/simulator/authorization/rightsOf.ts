import type { Call } from "../operations/handler.ts";
import { arnOf } from "../store/arnOf.ts";
import { reference } from "./reference.ts";

/** An action that a caller must be allowed to do, on what. */
export interface Right {
  readonly action: string;
  readonly resource: string;
}

type Input = Readonly<Record<string, unknown>>;

/**
 * What else a call asks for, beyond the reference: the example policies for namespaces in AWS's user guide ("IAM policy
 * examples") and in public programs. It is of Directory Service, on whatever directory there is.
 */
const ofDirectories: Readonly<Record<string, readonly string[]>> = {
  CreateNamespace: ["ds:AuthorizeApplication", "ds:DescribeDirectories"],
  DeleteNamespace: ["ds:DescribeDirectories", "ds:UnauthorizeApplication"],
};

/**
 * What makes or changes a dashboard or an analysis passes the data sets that it shows, which the reference tells of topics only: the action
 * is described so ("use a data set"), and the API refuses whoever may not (DashboardError, ACCESS_DENIED). That it refuses at once is ours.
 */
const passesDataSets = /^(?:Create|Update)(?:Dashboard|Analysis)$/;

/** Where an input names a resource of a type, if not in the member that is called like the type with `Id` at its end. */
const memberOf: Readonly<Record<string, string>> = {
  assignment: "AssignmentName",
  custompermissions: "CustomPermissionsName",
  customization: "Namespace",
  dashboardSnapshotJob: "SnapshotJobId",
  emailCustomizationTemplate: "TemplateId",
  namespace: "Namespace",
  refreshschedule: "ScheduleId",
};

/**
 * What the caller needs for a call, by the service authorization reference: the action on each resource that it names, and the
 * actions that depend on it. Calls about all of a type, as lists are, are on `<type>/*`
 * (cloudquery/cloudquery#4116), or on all of the namespace that they name; what has no type, and what the reference does not have
 * yet, is on `*`.
 */
export function rightsOf({ operation, input, region, accountId }: Call<Input>): Right[] {
  const action = `quicksight:${operation}`;
  const { on = [], mayBeOn = [], dependent = [] } = quicksight.actions[operation] ?? {};
  const place = { region, accountId };
  const named = [
    ...on.flatMap((type) => arnsOf(type, operation, input, place) ?? [arnOfAll(type, place)]),
    ...mayBeOn.flatMap((type) => arnsOf(type, operation, input, place) ?? []),
    ...(mayBeOn.length > 0 ? textOf(input, "ResourceArn") : []),
  ];
  const resources = named.length === 0 ? ["*"] : named;
  return [
    ...resources.map((resource) => ({ action, resource })),
    ...dependent.flatMap((name) => dependentRights(name, input, named)),
    ...(passesDataSets.test(operation) ? textsOf(input, "DataSetArn") : []).map((resource) => ({
      action: "quicksight:PassDataSet",
      resource,
    })),
    ...(ofDirectories[operation] ?? []).map((name) => ({ action: name, resource: "*" })),
  ];
}

interface Place {
  readonly region: string;
  readonly accountId: string;
}

const quicksight = reference["quicksight"] ?? { resources: {}, tagged: [], actions: {} };

/** The ARNs of the resources of a type that an input names; undefined when it names none. */
function arnsOf(
  type: string,
  operation: string,
  input: Input,
  place: Place,
): readonly string[] | undefined {
  if (/DataSet$/.test(operation) && type === "datasource")
    return found(textsOf(input, "DataSourceArn"));
  if (/Topic$/.test(operation) && type === "dataset") return found(textsOf(input, "DatasetArn"));
  const id = idOf(type, operation, input);
  return id === undefined ? undefined : [fill(type, id, input, place)];
}

function idOf(type: string, operation: string, input: Input): string | undefined {
  if (type === "user" || type === "group") return idInNamespace(type, operation, input);
  if (/FolderMembership$/.test(operation) && type !== "folder") {
    const [kind = ""] = textOf(input, "MemberType");
    return kind.toLowerCase() === type ? textOf(input, "MemberId")[0] : undefined;
  }
  const member = memberOf[type] ?? `${type}Id`;
  const key = Object.keys(input).find((name) => name.toLowerCase() === member.toLowerCase());
  return key === undefined ? undefined : textOf(input, key)[0];
}

/** Users and groups by namespace and name; who is registered with a role is called like the role and the session. */
function idInNamespace(
  type: "user" | "group",
  operation: string,
  input: Input,
): string | undefined {
  const [namespace] = textOf(input, "Namespace");
  if (namespace === undefined) return undefined;
  const [iamArn] = operation === "RegisterUser" ? textOf(input, "IamArn") : [];
  const name =
    iamArn === undefined
      ? textOf(input, type === "user" ? "UserName" : "GroupName")[0]
      : userNameOf(iamArn, input);
  return `${namespace}/${name ?? "*"}`;
}

function userNameOf(iamArn: string, input: Input): string {
  const name = iamArn.slice(iamArn.lastIndexOf("/") + 1);
  return [name, ...textOf(input, "SessionName")].join("/");
}

function arnOfAll(type: string, place: Place): string {
  return fill(type, "*", {}, place);
}

function fill(type: string, id: string, input: Input, { region, accountId }: Place): string {
  const format = quicksight.resources[type] ?? "";
  const rest = format.split(":").slice(5).join(":");
  return arnOf(
    format.includes("${Region}") ? region : "",
    accountId,
    rest
      .replace("${ResourceId}", () => id)
      .replace(
        /\$\{(\w+)\}/g,
        (_, name: string) => idOf(name.replace(/Id$/, ""), "", input) ?? "*",
      ),
  );
}

/** An action that depends on a call: on the data that the call passes, or on the role. */
function dependentRights(action: string, input: Input, named: readonly string[]): Right[] {
  if (action.startsWith("ds:")) return [{ action, resource: "*" }];
  const passed =
    action === "iam:PassRole"
      ? textsOf(input, "RoleArn")
      : named.filter((arn) =>
          arn.includes(action === "quicksight:PassDataSet" ? ":dataset/" : ":datasource/"),
        );
  return passed.map((resource) => ({ action, resource }));
}

function textOf(input: Input, member: string): string[] {
  const value = input[member];
  return typeof value === "string" ? [value] : [];
}

/** All texts under this name, however deep. */
function textsOf(value: unknown, member: string): string[] {
  if (typeof value !== "object" || value === null) return [];
  return [
    ...new Set(
      Object.entries(value).flatMap(([name, inner]) =>
        name === member && typeof inner === "string" ? [inner] : textsOf(inner, member),
      ),
    ),
  ];
}

function found(arns: readonly string[]): readonly string[] | undefined {
  return arns.length === 0 ? undefined : arns;
}
