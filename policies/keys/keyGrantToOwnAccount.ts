import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { texts } from "../support/setting.ts";
import { declaredOf } from "../things/about.ts";
import { oursOf } from "../things/outsiders.ts";
import { texts as textsOf } from "../things/plain.ts";
import { accountOf } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  accounts: texts(
    "The accounts that may get grants of a key, your own among them. Empty: that of the key, and those that the stack's own ARNs name.",
    [],
  ),
};

/** A grant gives rights on a key beside its policy, and shows in no policy. */
export const keyGrantToOwnAccount = govern({
  name: "key-grant-to-own-account",
  description: "A grant of a KMS key goes to principals of the account only.",
  why: "A grant opens the key past its policy, and who only reads the policy does not see it.",
  severity: "high",
  topics: ["access", "encryption"],
  controls: [],
  remediationSteps:
    "Grant to a role of the account, or list the account that is agreed in accounts.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/grants.html",
  settings,
  together: (stack, { accounts }, report) => {
    for (const grant of declaredOf(stack, "keyGrant")) {
      const own = ownAccounts(grant, stack, accounts);
      const { grantee, retiring } = grant.fields;
      const foreign = textsOf([grantee, retiring]).filter((principal) => {
        const account = accountOf(principal);
        return principal === "*" || (account !== undefined && own.size > 0 && !own.has(account));
      });
      if (foreign.length === 0) continue;
      report(grant, {
        wrong: "the key is granted to another account",
        got: show(foreign),
        todo: "grant to a role of the account, or list the account in accounts",
      });
    }
  },
});

/** Nothing, as long as it is not known. */
function ownAccounts(grant: Thing, stack: Stack, accounts: readonly string[]): ReadonlySet<string> {
  const ours = oursOf(stack, { accounts, organizations: [] }).accounts ?? [];
  if (accounts.length > 0) return new Set(ours);
  const ofKey = (grant.refs["key"] ?? []).flatMap(({ value }) =>
    typeof value === "string" ? (accountOf(value) ?? []) : [],
  );
  return ofKey.length > 0 || stack.isWhole ? new Set([...ours, ...ofKey]) : new Set();
}
