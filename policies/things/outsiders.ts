import type { Condition, Statement } from "./document.ts";
import { undecided } from "./plain.ts";
import { accountOf } from "./reach.ts";
import type { Stack } from "./stack.ts";
import type { Thing } from "./thing.ts";

/** Who is no outsider. */
export interface Ours {
  /** `undefined`: it is not known which accounts are ours, so that no account is an outsider yet. */
  readonly accounts: ReadonlySet<string> | undefined;
  /** Ids of AWS Organizations, such as `o-a1b2c3d4e5`. */
  readonly organizations: readonly string[];
}

/**
 * Who is ours, by what is configured. Without a list of accounts they are those that the stack's own ARNs, its providers and its QuickSight
 * resources name, which only the whole stack tells, and the one in the ARN of what a policy is `about`.
 */
export function oursOf(
  stack: Stack,
  { accounts, organizations }: Record<"accounts" | "organizations", readonly string[]>,
  about: Thing["refs"][string] = [],
): Ours {
  if (accounts.length > 0) return { accounts: new Set(accounts), organizations };
  if (!stack.isWhole) return { accounts: undefined, organizations };
  const named = about.flatMap(({ value }) =>
    typeof value === "string" && value.startsWith("arn:") ? (accountOf(value) ?? []) : [],
  );
  return { accounts: new Set([...stack.accounts, ...named]), organizations };
}

/** Which principals count: those of services too, which may act for anybody who uses the service. */
export interface Counted {
  readonly services: boolean;
}

/**
 * Whom the statements of a resource's policy let in from outside, each once: `*` for everybody, principals and accounts as they are written.
 *
 * Everybody is let in by `*`, `NotPrincipal` or a wildcard for an account, unless a condition binds to accounts, to an organisation
 * or to a network. A condition binds when it must hold for whoever asks (`StringEquals` and its like, no `IfExists`, no `ForAllValues`),
 * and names without wildcards. `aws:SourceIp` does not bind: an address is nobody's.
 */
export function outsidersOf(
  statements: readonly Statement[],
  ours: Ours,
  counted: Counted,
): readonly string[] {
  const allows = statements.filter(({ effect, conditionOpen }) => {
    return effect === "Allow" && !conditionOpen;
  });
  return [...new Set(allows.flatMap((statement) => outsidersIn(statement, ours, counted)))];
}

function outsidersIn(statement: Statement, ours: Ours, { services }: Counted): readonly string[] {
  const { principals, notPrincipals, conditions } = statement;
  const bound = conditions.flatMap((one) => {
    const outside = boundTo(one, ours);
    return outside === undefined ? [] : [outside];
  });
  if (bound.some((outside) => outside.length === 0)) return [];
  const [first] = bound;
  const isNetworkBound = conditions.some(bindsNetwork);
  const everybody = (name: string) => first ?? (isNetworkBound ? [] : [name]);
  return [
    ...(notPrincipals.length > 0 ? everybody("NotPrincipal") : []),
    ...principals.flatMap((name) => {
      if (isEverybody(name)) return everybody(name);
      if (name.startsWith("Service:")) return services ? (first ?? [name]) : [];
      if (name.startsWith("CanonicalUser:")) return [name];
      return isForeign(accountOf(name), ours) ? [name] : [];
    }),
  ];
}

/** An account's place in an ARN may not be a wildcard; who writes one means everybody. */
function isEverybody(principal: string): boolean {
  return /^(\w+:)?\*/.test(principal) || /^AWS:arn:[^:]*:[^:]*:[^:]*:[^:]*[*?]/.test(principal);
}

function isForeign(account: string | undefined, { accounts }: Ours): boolean {
  return account !== undefined && accounts !== undefined && !accounts.has(account);
}

const binding =
  /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;
const ofAccounts = [
  "aws:principalaccount",
  "aws:sourceaccount",
  "aws:sourceowner",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
];
const ofArns = ["aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"];
const ofOrganizations = [
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
];
const ofNetworks = ["aws:sourcevpc", "aws:sourcevpce", "aws:sourcevpcarn"];
const unknownValue = String(undecided);

/** The outsiders among those to whom a condition binds; `undefined` when it binds to nobody in particular. */
function boundTo({ operator, key, values }: Condition, all: Ours): readonly string[] | undefined {
  const ours = key.startsWith("aws:source") ? believing(all) : all;
  if (!binding.test(operator) || values.length === 0) return undefined;
  const known = values.filter((value) => value !== unknownValue);
  if (ofAccounts.includes(key)) {
    if (!known.every((value) => /^\d{12}$/.test(value))) return undefined;
    return known.filter((value) => isForeign(value, ours));
  }
  if (ofArns.includes(key)) {
    const isNamed = (arn: string) => accountOf(arn) !== undefined || isBucketArn(key, arn);
    if (!known.every(isNamed)) return undefined;
    return known.filter((value) => isForeign(accountOf(value), ours));
  }
  if (ofOrganizations.includes(key)) {
    if (!known.every((value) => /^o-[a-z0-9]+(\/|$)/.test(value))) return undefined;
    return known.filter((value) => !ours.organizations.includes(value.split("/")[0] ?? value));
  }
  return undefined;
}

/** Where nothing tells which accounts are ours, the one that a service says it acts for is believed. */
function believing(ours: Ours): Ours {
  return ours.accounts?.size === 0 ? { ...ours, accounts: undefined } : ours;
}

/** The ARN of a bucket, as the source of what S3 does, names no account: without wildcards it names one bucket. */
function isBucketArn(key: string, arn: string): boolean {
  return key === "aws:sourcearn" && /^arn:[^:*?]*:s3:::[^*?]+$/.test(arn);
}

function bindsNetwork({ operator, key, values }: Condition): boolean {
  return (
    binding.test(operator) &&
    ofNetworks.includes(key) &&
    values.length > 0 &&
    values.every((value) => !/[*?]/.test(value))
  );
}
