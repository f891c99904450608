import {
  type ContextEntry,
  type EvaluationResult,
  IAMClient,
  SimulatePrincipalPolicyCommand,
} from "@aws-sdk/client-iam";
import pLimit from "p-limit";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { findPrincipal } from "./findPrincipal.ts";
import type { PermissionStatement } from "./permissionStatement.ts";

/** Whose rights are asked about, and how to ask IAM about them. */
export interface Caller extends AwsAccess {
  readonly arn: string;
  /** Whose policy it is, in what is said of a denial. @default "the caller's" */
  readonly whose?: string;
}

/** How many simulations run at once: IAM throttles, and a stack needs some two hundred. */
const atOnce = 8;

/** One action on one resource, as IAM is asked about it. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: readonly ContextEntry[];
  /** See {@link PermissionStatement.without}. */
  readonly without?: string | undefined;
}

/** Whose rights are asked about, and where the stack is. */
interface Asker {
  readonly principal: string;
  readonly region: string;
}

/** Whom IAM is asked about, and whose policies these are, in words. */
interface Asked {
  readonly principal: string;
  readonly whose: string;
}

/** What became of a question: a problem, the keys that it hangs on, an error, or nothing. */
export interface Finding {
  readonly denied?: string;
  readonly dependsOn?: readonly string[];
  readonly error?: unknown;
}

/**
 * Asks IAM whether the caller may do all of this (`iam:SimulatePrincipalPolicy`).
 *
 * One action on one resource at a time: IAM refuses to simulate actions together that need different authorization information, and
 * answers for the resource's own type only then. A question that fails drops no other. It sees the caller's own policies, their
 * permissions boundary and the organization's policies; not those of resources. The root user of the account is not asked about:
 * nothing denies it but an organization.
 *
 * @returns undefined for who is neither a user nor a role, which IAM cannot simulate
 * @throws an error of IAM, when the caller cannot be looked up
 */
export async function askIam(
  { arn, whose = "the caller's", ...access }: Caller,
  statements: readonly PermissionStatement[],
): Promise<readonly (Question & Finding)[] | undefined> {
  if (arn.endsWith(":root")) return [];
  const client = new IAMClient({ maxAttempts: 8, ...access });
  try {
    const principal = await findPrincipal(client, arn);
    if (principal === undefined) return undefined;
    const questions = questionsOf({ principal, region: access.region }, statements);
    const findings = await askAll(client, { principal, whose }, questions);
    return questions.map((question, index) => ({ ...question, ...findings[index] }));
  } finally {
    client.destroy();
  }
}

function questionsOf(asker: Asker, statements: readonly PermissionStatement[]): Question[] {
  const found = new Map<string, Question>();
  for (const { actions, resources, condition, region, tried, without } of statements) {
    if (tried === true) continue;
    for (const action of actions) {
      for (const resource of resources) {
        const where = regionOf(asker, action, resource, region);
        const context = contextOf(asker, where, condition);
        found.set(`${action} ${resource}`, { action, resource, context, without });
      }
    }
  }
  return [...found.values()];
}

/** Where IAM is, in each partition: its calls are made there, wherever the caller is (IAM user guide, aws:RequestedRegion). */
const regionsOfIam: ReadonlyMap<string | undefined, string> = new Map([
  ["aws", "us-east-1"],
  ["aws-cn", "cn-north-1"],
  ["aws-us-gov", "us-gov-west-1"],
]);

/** The Region that a call will be made in. */
function regionOf(asker: Asker, action: string, resource: string, stated?: string): string {
  const named = stated ?? resource.split(":")[3] ?? "";
  if (named !== "") return named;
  // A role is passed in a call of another service.
  const isOfIam = action.startsWith("iam:") && action !== "iam:PassRole";
  const [, partition] = asker.principal.split(":");
  return (isOfIam ? regionsOfIam.get(partition) : undefined) ?? asker.region;
}

/** What conditions of policies often ask about, and what the calls will have. */
function contextOf(
  { principal }: Asker,
  region: string,
  condition: PermissionStatement["condition"] = {},
): ContextEntry[] {
  const keys = {
    "aws:PrincipalAccount": principal.split(":")[4] ?? "",
    "aws:PrincipalArn": principal,
    "aws:RequestedRegion": region,
    ...condition,
  };
  const entries: ContextEntry[] = Object.entries(keys).map(([ContextKeyName, value]) => ({
    ...{ ContextKeyName, ContextKeyType: "string", ContextKeyValues: [value] },
  }));
  const secure = { ContextKeyName: "aws:SecureTransport", ContextKeyValues: ["true"] };
  return [...entries, { ...secure, ContextKeyType: "boolean" }];
}

/** Asks them all; when the caller may not ask, once is enough. */
async function askAll(
  client: IAMClient,
  asked: Asked,
  questions: readonly Question[],
): Promise<Finding[]> {
  let refusal: Finding | undefined;
  return pLimit(atOnce).map(questions, async (question) => {
    if (refusal !== undefined) return refusal;
    try {
      return await ask(client, asked, question);
    } catch (error) {
      const finding = { error };
      const isRefused = error instanceof Error && /^(AccessDenied|NoSuchEntity)/.test(error.name);
      if (isRefused) refusal = finding;
      return finding;
    }
  });
}

async function ask(
  client: IAMClient,
  { principal, whose }: Asked,
  { action, resource, context }: Question,
): Promise<Finding> {
  const { EvaluationResults: [result] = [] } = await client.send(
    new SimulatePrincipalPolicyCommand({
      PolicySourceArn: principal,
      ActionNames: [action],
      ResourceArns: [resource],
      ContextEntries: [...context],
    }),
  );
  if (result?.EvalDecision === "allowed") return {};
  const onResource = result?.ResourceSpecificResults ?? [];
  const missing = [result, ...onResource].flatMap((one) => one?.MissingContextValues ?? []);
  const dependsOn = [...new Set(missing)];
  return dependsOn.length > 0 ? { dependsOn } : { denied: explain(result, whose) };
}

/** The decision, and whose it is where IAM says so. */
function explain(result: EvaluationResult | undefined, whose: string): string {
  const decision = result?.EvalDecision ?? "denied";
  if (result?.OrganizationsDecisionDetail?.AllowedByOrganizations === false) {
    return `(${decision} by a service control policy or resource control policy of the organization); have it allowed there`;
  }
  if (result?.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false) {
    return `(${decision} by ${whose} permissions boundary); allow it there`;
  }
  return `(${decision}); allow it in ${whose} policy`;
}
