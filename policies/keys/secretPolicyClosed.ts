import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { texts } from "../support/setting.ts";
import { declaredOf } from "../things/about.ts";
import { readDocument } from "../things/document.ts";
import { oursOf, outsidersOf } from "../things/outsiders.ts";

const settings = {
  accounts: texts(
    "The accounts to which a secret may be open, your own among them. Empty: those that the stack's own ARNs name.",
    [],
  ),
  organizations: texts(
    "Ids of AWS Organizations (o-…) whose accounts a secret may be open to, by aws:PrincipalOrgID.",
    [],
  ),
};

/** A secret's own policy lets in nobody but its account. */
export const secretPolicyClosed = govern({
  name: "secret-policy-closed",
  description: "The policy of a secret is open neither to everybody nor to other accounts.",
  why: "Whoever the policy of a secret names reads the password of a data source.",
  severity: "critical",
  topics: ["access", "credentials"],
  controls: [
    { framework: "PCI DSS", control: "7.2.5" },
    { framework: "SOC 2", control: "CC6.1" },
  ],
  remediationSteps:
    "Name roles of the account; list other accounts that are agreed in accounts, and give services a condition on aws:SourceAccount.",
  url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
  settings,
  together: (stack, config, report) => {
    for (const policy of declaredOf(stack, "secretPolicy")) {
      const { statements, malformed } = readDocument(policy.fields["document"]);
      const ours = oursOf(stack, config, policy.refs["secret"]);
      const outsiders = outsidersOf(statements, ours, { services: true });
      if (malformed !== undefined) {
        report(policy, {
          wrong: "the policy of the secret cannot be read",
          got: malformed,
          todo: "write it as a policy document in JSON",
        });
      }
      if (outsiders.length === 0) continue;
      report(policy, {
        wrong: "the secret is open to others than its account",
        got: show(outsiders),
        todo: "name roles of the account, or list what is agreed in accounts or organizations",
      });
    }
  },
});
