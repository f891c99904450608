import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { texts } from "../support/setting.ts";
import { declaredOf } from "../things/about.ts";
import { readDocument, type Statement } from "../things/document.ts";
import { type Ours, oursOf, outsidersOf } from "../things/outsiders.ts";
import { accountOf, coversAction } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";

const settings = {
  accounts: texts(
    "The accounts whose principals a key policy may name, your own among them. Empty: those that the stack's own ARNs name, or else the one that may change the policy.",
    [],
  ),
  organizations: texts(
    "Ids of AWS Organizations (o-…) whose accounts a key policy may name, by aws:PrincipalOrgID.",
    [],
  ),
};

/** A key policy lets in nobody but the key's own account: neither everybody, nor another account. Services are not judged. */
export const keyPolicyClosed = govern({
  name: "key-policy-closed",
  description: "The policy of a KMS key is open neither to everybody nor to other accounts.",
  why: "Whoever a key policy names may decrypt what is encrypted with the key, or give it away.",
  severity: "critical",
  topics: ["access", "encryption"],
  controls: [
    { framework: "AWS Security Hub", control: "KMS.5" },
    { framework: "PCI DSS", control: "3.6.1.3" },
  ],
  remediationSteps:
    "Name roles of the account, or the account with the condition kms:CallerAccount; list other accounts that are agreed in accounts.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  settings,
  together: (stack, config, report) => {
    for (const policy of declaredOf(stack, "keyPolicy")) {
      const { statements, malformed } = readDocument(policy.fields["document"]);
      if (malformed !== undefined) {
        report(policy, {
          wrong: "the policy of the key cannot be read",
          got: malformed,
          todo: "write it as a policy document in JSON",
        });
        continue;
      }
      const ours = withOwnerOf(statements, stack, oursOf(stack, config, policy.refs["key"]));
      const outsiders = outsidersOf(statements, ours, { services: false });
      if (outsiders.length === 0) continue;
      report(policy, {
        wrong: "the key is open to others than its account",
        got: show(outsiders),
        todo: "name roles of the account, or list what is agreed in accounts or organizations",
      });
    }
  },
});

/**
 * Where nothing tells which account the key is in, its policy does: KMS refuses one that leaves its own account without the right to
 * change it. Two accounts with that right are both outsiders, as either may be.
 */
function withOwnerOf(statements: readonly Statement[], { isWhole }: Stack, ours: Ours): Ours {
  if (!isWhole || ours.accounts === undefined || ours.accounts.size > 0) return ours;
  const changing = statements.filter((one) => coversAction(one, "kms:PutKeyPolicy"));
  const owners = accountsIn(changing);
  const accounts = owners.size > 0 ? owners : accountsIn(statements);
  return accounts.size === 1 ? { ...ours, accounts } : ours;
}

function accountsIn(statements: readonly Statement[]): ReadonlySet<string> {
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  return new Set(
    allowed.flatMap(({ principals }) => principals.flatMap((name) => accountOf(name) ?? [])),
  );
}
