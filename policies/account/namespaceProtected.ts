import { govern } from "../support/govern.ts";
import { undecided } from "../things/plain.ts";
import { keptNamespaces } from "../things/tenants.ts";

/**
 * A namespace is not deleted unseen: it is protected, or the stack keeps its people by a roster, whose guard refuses to remove them all
 * and is asked before the namespace goes.
 */
export const namespaceProtected = govern({
  name: "namespace-protected",
  description:
    "A QuickSight namespace is protected from deletion, or its people are kept under a guard in the same stack.",
  why: "Deleting a namespace deletes its users and groups, and with them who may see what.",
  severity: "high",
  topics: ["access", "operation"],
  controls: [{ framework: "SOC 2", control: "A1.2" }],
  remediationSteps:
    "Give the namespace the resource option protect: true, or keep its people with the tenant stack's roster.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DeleteNamespace.html",
  settings: {},
  together: (stack, _config, report) => {
    if (!stack.isWhole) return;
    const kept = keptNamespaces(stack, "Roster");
    for (const namespace of stack.of("namespace").filter(stack.isDeclared)) {
      const { name } = namespace.fields;
      const isKept = name === undecided ? kept.length > 0 : kept.some((one) => one === name);
      if (namespace.opts.protect || isKept) continue;
      report(namespace, {
        wrong: "the namespace can be deleted with its users and groups",
        got: "protect false",
        todo: "set the resource option protect to true",
      });
    }
  },
});
