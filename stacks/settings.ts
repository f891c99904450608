import { defaultGuard, type Problem, roles } from "@quicksight-governance/core";
import { z } from "zod";

/** QuickSight API model, `Namespace`; lower case by our own rule, as names differ in case nowhere but in QuickSight. */
const namespaceName = z
  .string()
  .regex(
    /^[a-z0-9._-]{1,64}$/,
    "use 1 to 64 lower-case letters, digits, dots, dashes or underscores",
  );
/** Also a part of the roster's lines, so without spaces. */
const groupName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]*$/, "use lower-case letters, digits, dots, dashes or underscores");
const regionName = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "use a Region such as us-east-1");
/** IAM: role names are 1 to 64 characters of `[\w+=,.@-]`; the role's name is also the prefix of user names. */
const roleName = z
  .string()
  .regex(/^[\w+=,.@-]{1,64}$/, "use the name of an IAM role, without its path");
const tags = z.record(z.string().min(1).max(128), z.string().max(256));

const accountSettings = z.strictObject({
  namespaces: z
    .array(namespaceName)
    .min(1, "name at least one namespace, such as default")
    .refine((names) => new Set(names).size === names.length, "name each namespace once")
    .describe("Every QuickSight namespace that has a tenant stack; `default` always exists."),
  federation: z
    .strictObject({
      samlProvider: z
        .string()
        .regex(/^[\w.-]{1,128}$/, "use the name of the IAM SAML provider, not its ARN")
        .describe("Name of the IAM SAML provider that people sign in through; it must exist."),
      role: roleName
        .default("quicksight-fed-users")
        .describe("Name of the IAM role that people sign in with."),
    })
    .describe("How people come in."),
  identityRegion: regionName
    .optional()
    .describe("The identity Region of the QuickSight account; found out from the API when absent."),
  bucket: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "use an S3 bucket name")
    .optional()
    .describe(
      "Name of the governance bucket; quicksight-governance-<account>-<Region> when absent.",
    ),
  parameterPrefix: z
    .string()
    .regex(/^\/[\w.-]+(\/[\w.-]+)*$/, "use a path such as /quicksight-governance")
    .default("/quicksight-governance")
    .describe("Path under which settings are published in Parameter Store."),
  tags: tags.default({}).describe("Tags for every resource of the stack that takes tags."),
});

const groupSettings = z.strictObject({
  role: z
    .enum(roles)
    .optional()
    .describe("The role its members get; absent for a data segment (a country, PII)."),
  description: z.string().min(1).max(512).optional().describe("Shown in QuickSight."),
});

const membershipSettings = z
  .strictObject({
    file: z.string().min(1).optional().describe("A file, relative to the project."),
    bucket: z.string().min(3).optional().describe("The bucket of an S3 object."),
    key: z.string().min(1).optional().describe("The key of an S3 object."),
  })
  .refine(
    ({ file, bucket, key }) =>
      file === undefined ? bucket !== undefined && key !== undefined : !bucket && !key,
    "give exactly one of file, or bucket and key",
  );

const guardSettings = z.strictObject({
  removals: z
    .strictObject({
      percent: z.number().min(0).max(100).default(defaultGuard.removals.percent),
      atLeast: z.int().min(0).default(defaultGuard.removals.atLeast),
    })
    .default(defaultGuard.removals)
    .describe("A run is refused when more than the larger of the two would go."),
  minimumAdmins: z
    .int()
    .min(0)
    .default(defaultGuard.minimumAdmins)
    .describe("Admins that must be left, of those the namespace has."),
});

const tenantSettings = z
  .strictObject({
    namespace: namespaceName.describe(
      "The QuickSight namespace; `default` is adopted, any other is made.",
    ),
    account: z
      .string()
      .regex(/^[^/]+\/[^/]+\/[^/]+$/, "use organization/project/stack")
      .describe("The account stack."),
    membership: membershipSettings.describe("The membership file."),
    identity: z
      .strictObject({
        role: roleName.optional().describe("The account's federation role when absent."),
        groupPrefix: z
          .string()
          .regex(/^[a-z0-9._-]+$/, "use lower-case letters, digits, dots, dashes or underscores")
          .default("quicksight-fed-"),
      })
      .default({ groupPrefix: "quicksight-fed-" })
      .describe("Which people and groups are managed."),
    groups: z
      .record(groupName, groupSettings)
      .refine((groups) => Object.keys(groups).length > 0, "name at least one group")
      .describe("The groups by name, without the prefix."),
    guard: guardSettings.default(defaultGuard).describe("How much a single run may take away."),
    tags: tags.default({}).describe("Tags for every resource of the stack that takes tags."),
  })
  .describe("One QuickSight namespace and its people.");

/** Settings of an account stack: what exists once per AWS account and Region. */
export type AccountSettings = z.output<typeof accountSettings>;

/** Settings of a tenant stack: one namespace and its people. */
export type TenantSettings = z.output<typeof tenantSettings>;

/** Which of the two a stack is, with its settings. */
export type StackSettings =
  | { readonly kind: "account"; readonly account: AccountSettings }
  | { readonly kind: "tenant"; readonly tenant: TenantSettings };

/** The settings as a value, or everything that is wrong with them. */
export type ParsedSettings =
  | { readonly settings: StackSettings; readonly problems: readonly [] }
  | { readonly settings?: never; readonly problems: readonly Problem[] };

/** The stack's settings as they stand in `Pulumi.<stack>.yaml`, before they are checked. */
export interface RawSettings {
  readonly kind: unknown;
  readonly account: unknown;
  readonly tenant: unknown;
}

/**
 * Checks the settings of a stack in full: unknown keys, types, ranges and what must go together. All problems at once, sorted
 * by key.
 */
export function parseSettings(raw: RawSettings): ParsedSettings {
  if (raw.kind !== "account" && raw.kind !== "tenant") {
    return {
      problems: [
        wrong(
          "kind",
          `must be account or tenant (got ${show(raw.kind)}); set it in Pulumi.<stack>.yaml`,
        ),
      ],
    };
  }
  const other = raw.kind === "account" ? "tenant" : "account";
  const stray = isAbsent(raw[other])
    ? []
    : [wrong(other, `does not belong to a stack of kind ${raw.kind}; remove it`)];
  if (isAbsent(raw[raw.kind])) {
    return {
      problems: [
        ...stray,
        wrong(raw.kind, `is missing; a stack of kind ${raw.kind} is described by it`),
      ],
    };
  }
  if (raw.kind === "account") {
    const { data, error } = accountSettings.safeParse(raw.account);
    if (data !== undefined && stray.length === 0)
      return { settings: { kind: "account", account: data }, problems: [] };
    return { problems: [...stray, ...explain("account", error, raw.account)] };
  }
  const { data, error } = tenantSettings.safeParse(raw.tenant);
  if (data !== undefined && stray.length === 0)
    return { settings: { kind: "tenant", tenant: data }, problems: [] };
  return { problems: [...stray, ...explain("tenant", error, raw.tenant)] };
}

/** The engine gives `{}` for an object that the stack's file leaves out (the default in `Pulumi.yaml`). */
function isAbsent(value: unknown): boolean {
  return value === undefined || (isRecord(value) && Object.keys(value).length === 0);
}

function wrong(where: string, message: string): Problem {
  return { where, message };
}

/** zod's issues in the form `key: what is wrong (got …); what to do`. */
function explain(root: string, error: z.ZodError | undefined, value: unknown): Problem[] {
  return (error?.issues ?? [])
    .flatMap((issue) => explainIssue(root, issue, value))
    .sort((a, b) => (a.where < b.where ? -1 : 1));
}

function explainIssue(root: string, issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const where = [root, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      wrong(`${where}.${key}`, "is not a setting; correct its name or remove it"),
    );
  }
  if (issue.code === "invalid_key") {
    const rule = issue.issues[0]?.message ?? issue.message;
    return [wrong(where, `is not a good name; ${rule}`)];
  }
  const found = issue.path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[String(key)] : undefined),
    value,
  );
  const rule = issue.message.replace(/^Invalid (input|option): expected/, "use");
  if (found === undefined)
    return [wrong(where, `is missing; ${rule.replace(/, received .*$/, "")}`)];
  return [wrong(where, `is wrong (got ${show(found)}); ${rule}`)];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A value as it may stand in a message: short, on one line. */
function show(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
