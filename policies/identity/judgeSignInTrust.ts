import { show } from "../support/formatViolation.ts";
import type { Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { allowsOf, readDocument, type Statement } from "../things/document.ts";
import type { Principal } from "../things/principals.ts";
import { accountOf } from "../things/reach.ts";
import { isNarrowedBy } from "../things/rights.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

/** Settings of the policy that are about the trust. */
export interface SignInTrustSettings {
  readonly providers: readonly string[];
  readonly requireAudience: boolean;
  readonly audiences: readonly string[];
}

/** A provider as a trust names it: by its ARN, or one of those that everybody knows by its host. */
const provider =
  /^Federated:(?:arn:[\w-]+:iam::\d{12}:(?:saml|oidc)-provider\/[^*?]+|[a-z\d-]+(?:\.[a-z\d-]+)+)$/i;

/** Judges whom a role trusts that people sign in with: providers of its account, which answer for AWS. */
export function judgeSignInTrust(
  role: Principal,
  thing: Thing,
  stack: Stack,
  config: SignInTrustSettings,
  report: Report,
): void {
  const { statements, malformed } = readDocument(thing.fields["trust"]);
  const allows = statements.filter(({ effect }) => effect === "Allow");
  const own = ownAccounts(role, thing, stack);
  const isTrusted = (name: string) => {
    const arn = name.replace(/^Federated:/, "");
    const account = accountOf(name);
    const isOwn = own.length === 0 || account === undefined || own.includes(account);
    const isAgreed =
      config.providers.length === 0 ||
      config.providers.some((one) =>
        [arn, arn.replace(/^[^/]*-provider\//, "")].some((text) => matchesGlob(one, text)),
      );
    return provider.test(name) && isOwn && isAgreed;
  };
  const strangers = allows.flatMap(({ principals, notPrincipals }) => [
    ...principals.filter((name) => !isTrusted(name)),
    ...(notPrincipals.length > 0 ? ["NotPrincipal"] : []),
  ]);
  if (malformed !== undefined) strangers.push(`a trust that cannot be read: ${malformed}`);
  if (strangers.length > 0) {
    report(thing, {
      wrong: `role ${role.label}, which people sign in with, trusts others than an identity provider of its account`,
      got: show(strangers),
      todo: "trust the agreed provider only",
    });
  }
  if (!config.requireAudience) return;
  const withoutAudience = allows.filter(
    (statement) =>
      trustsFederation(statement) && !statement.partial && !hasAudience(statement, config),
  );
  if (withoutAudience.length > 0) {
    const isSaml = withoutAudience.some(trustsSaml);
    report(thing, {
      wrong: `role ${role.label} takes what an identity provider says to anybody`,
      got: `no condition on the audience, ${isSaml ? "SAML:aud" : "<provider>:aud"}`,
      todo: isSaml
        ? "add the condition StringEquals SAML:aud https://signin.aws.amazon.com/saml"
        : "add the condition StringEquals <provider>:aud with the id of the client",
    });
  }
}

/** Accounts whose providers the role may trust: its own, as far as anything tells it. */
function ownAccounts(role: Principal, thing: Thing, stack: Stack): readonly string[] {
  const own = thing.ids.flatMap((id) => accountOf(id) ?? []);
  if (own.length > 0) return own;
  if (stack.accounts.length > 0) return stack.accounts;
  return role.grants.flatMap(({ document }) =>
    allowsOf(document).flatMap(({ resources }) => resources.flatMap((one) => accountOf(one) ?? [])),
  );
}

function hasAudience(statement: Statement, { audiences }: SignInTrustSettings): boolean {
  if (!trustsSaml(statement)) return isNarrowedBy(statement, ["*:aud", "*:sub"]);
  return statement.conditions.some(
    ({ operator, key, values }) =>
      key === "saml:aud" &&
      /^(ForAnyValue:)?String(Equals|EqualsIgnoreCase|Like)$/.test(operator) &&
      values.length > 0 &&
      values.every((value) => audiences.some((pattern) => matchesGlob(pattern, value))),
  );
}

/** Whether a statement of a trust lets people in through SAML. */
export function trustsSaml(statement: Statement): boolean {
  return (
    statement.principals.some((name) => name.includes(":saml-provider/")) ||
    statement.actions.some((action) => action.toLowerCase() === "sts:assumerolewithsaml")
  );
}

/** Whether a statement of a trust lets anybody in whom an identity provider names. */
export function trustsFederation({ principals }: Statement): boolean {
  return principals.some((name) => name.startsWith("Federated:"));
}
