import { show } from "../support/formatViolation.ts";
import type { Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { allowsOf, readDocument, type Statement } from "../things/document.ts";
import { type Plain, texts, undecided } from "../things/plain.ts";
import type { Principal } from "../things/principals.ts";
import { actionsBeyond } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

/** Policies of secrets and keys, grants of keys and other roles that let the role in: each is a way past its own policies. */
export function judgeOtherDoors(
  stack: Stack,
  roles: readonly Principal[],
  { roleName, actions }: { readonly roleName: string; readonly actions: readonly string[] },
  report: Report,
): void {
  const isNamed = namesRole(roleName);
  const opening = (document: Plain) =>
    allowsOf(document).flatMap((statement) =>
      letsIn(statement, isNamed).map((name) => ({ name, statement })),
    );
  const refuse = (source: Thing, what: string, named: readonly string[]) => {
    if (named.length === 0) return;
    report(source, {
      wrong: `${what} lets the role of secrets in, past the role's own policies`,
      got: show([...new Set(named)]),
      todo: "name what it reads in the role's own policy instead",
    });
  };
  if (stack.isWhole) {
    for (const policy of stack.of("secretPolicy")) {
      if (mayBeGiven(policy, roles, stack)) continue;
      const named = opening(policy.fields["document"]).map(({ name }) => name);
      refuse(policy, "the policy of a secret", named);
    }
  }
  for (const policy of stack.of("keyPolicy")) {
    // Whether it is open to everybody is a question of its own.
    const beyond = opening(policy.fields["document"]).filter(
      ({ name, statement }) => name !== "*" && actionsBeyond(statement, actions).length > 0,
    );
    const named = beyond.map(({ name }) => name);
    refuse(policy, "the policy of a key", named);
  }
  for (const grant of stack.of("keyGrant")) {
    const operations = texts(grant.fields["operations"]).map((operation) => `kms:${operation}`);
    if (operations.every((one) => [...actions, ...harmless].includes(one))) continue;
    const named = (grant.refs["to"] ?? []).flatMap((ref) => {
      if (ref.value !== undecided) return isNamed(ref.value) ? [ref.value] : [];
      const { things } = stack.target(ref, ["role"]);
      return things.some((thing) => roles.some((role) => role.thing === thing)) ? [roleName] : [];
    });
    refuse(grant, "a grant of a key", named);
  }
  for (const role of stack.of("role")) {
    if (roles.some(({ thing }) => thing === role)) continue;
    const named = opening(role.fields["trust"]).flatMap(({ name }) => (name === "*" ? [] : [name]));
    refuse(role, "another role", named);
  }
}

/** What a grant of a key may hold besides: neither opens anything. */
const harmless = ["kms:DescribeKey", "kms:RetireGrant"];

/** Whether a principal is the role, whatever its path, or a session of it. */
function namesRole(name: string): (principal: string) => boolean {
  const wanted = name.toLowerCase();
  return (principal) => {
    const [, kind, rest = ""] = /:(role|assumed-role)\/(.+)$/.exec(principal.toLowerCase()) ?? [];
    const parts = rest.split("/");
    return (kind === "role" ? parts.at(-1) : parts[0]) === wanted;
  };
}

/** By which of its principals a statement lets the role in: also as everybody, or by a condition that names it. */
function letsIn(
  { principals, notPrincipals, conditions }: Statement,
  isNamed: (principal: string) => boolean,
): readonly string[] {
  const named = principals.filter(isNamed);
  const isEverybody = principals.includes("*") || notPrincipals.length > 0;
  if (!isEverybody) return named;
  if (conditions.length === 0) return [...named, "*"];
  const byCondition = conditions
    .filter(({ key }) => key === "aws:principalarn")
    .flatMap(({ values }) => values.filter(isNamed));
  return [...named, ...byCondition];
}

/** Whether the secret that a policy is of may be one that the role's own policies name. */
function mayBeGiven(policy: Thing, roles: readonly Principal[], stack: Stack): boolean {
  const [ref] = policy.refs["secret"] ?? [];
  if (ref === undefined) return false;
  const { things, outside } = stack.target(ref, ["secret"]);
  const ids = [
    ...things.flatMap((thing) => thing.ids),
    ...(outside === undefined ? [] : [outside]),
  ];
  const documents = roles.flatMap(({ grants }) => grants.map(({ document }) => document));
  if (documents.some((document) => readDocument(document).open)) return true;
  const read = documents.flatMap((document) =>
    allowsOf(document).flatMap(({ resources }) => resources),
  );
  if (ids.length === 0) return read.length > 0;
  return read.some((pattern) =>
    ids.some((id) => matchesGlob(pattern, id) || secretNames(pattern).includes(id)),
  );
}

/** The name in a secret's ARN, as it is and without what Secrets Manager appends. */
function secretNames(arn: string): readonly string[] {
  const name = arn.split(":secret:").at(-1) ?? arn;
  return [name, name.replace(/-[A-Za-z0-9?]{6}$/, "")];
}
