import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { flag } from "../support/setting.ts";
import { texts, undecided } from "../things/plain.ts";
import type { Stack } from "../things/stack.ts";

const settings = {
  required: flag("Whether every tenant must have assertions, its own or the account's.", false),
  standing: flag(
    "Whether what is broken already counts as well: then it also holds up what changes something else.",
    false,
  ),
};

/** What a tenant's files say must never, only or always be so holds with what it declares. */
export const assertionsHold = govern({
  name: "assertions-hold",
  description:
    "What settings assert of who can open what holds, by everybody's groups, grants, folders and namespaces.",
  why: "A line in a membership file or a grant gives somebody a way to data that a contract or a regulation keeps from them, and nobody sees it in the line.",
  severity: "critical",
  topics: ["access", "identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.3" },
    { framework: "PCI DSS", control: "7.2.1" },
  ],
  remediationSteps:
    "Take out the line of the membership file, or the settings, that the message names; or change the assertion, with its reason, where it is meant to be so. The program itself refuses it as well.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_ResourcePermission.html",
  settings,
  each: {
    assertions: (asserted, config, report) => {
      const { broken, standing } = asserted.fields;
      const said = [...texts(broken), ...(config.standing ? texts(standing) : [])];
      for (const one of said) {
        report(asserted, {
          wrong: "an assertion does not hold",
          got: show(one),
          todo: "take out what it names, or change the assertion",
        });
      }
    },
  },
  together: (stack, { required }, report) => {
    if (required && stack.isWhole) demand(stack, report);
  },
});

function demand(stack: Stack, report: Report): void {
  const isAsserted = stack
    .of("assertions")
    .some(
      ({ fields: { count } }) => count === undecided || (typeof count === "number" && count > 0),
    );
  if (isAsserted) return;
  for (const guarded of stack.of("guarded")) {
    if (guarded.fields["type"] !== "Roster") continue;
    report(guarded, {
      wrong: "nothing is asserted of who can open what",
      got: "no assertions",
      todo: "add tenant.assertions, or account.assertions for all tenants",
    });
  }
}
