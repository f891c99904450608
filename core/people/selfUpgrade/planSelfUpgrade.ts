import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { CloseSelfUpgrade } from "../step.ts";
import { describeUnknown } from "./describeUnknown.ts";
import { isKnown } from "./isKnown.ts";

/** What is done about self-upgrade, who waits for an answer, as nobody is approved here, and what QuickSight refuses to say. */
export function planSelfUpgrade(
  { selfUpgrade, scope }: Pick<GovernedNamespace, "selfUpgrade" | "scope">,
  { selfUpgrades }: Pick<ActualNamespace, "selfUpgrades">,
): { readonly steps: readonly CloseSelfUpgrade[]; readonly notices: readonly string[] } {
  if (selfUpgrade === undefined || selfUpgrades === undefined) return { steps: [], notices: [] };
  const { door, requests } = selfUpgrades;
  const { accountId, namespace } = scope;
  const reason = "tenant.identity.selfUpgrade: deny";
  const isToClose = selfUpgrade === "deny" && door === "open";
  const pending = isKnown(requests) ? requests.filter(({ state }) => state === "pending") : [];
  return {
    steps: isToClose ? [{ kind: "close-self-upgrade", reason }] : [],
    notices: [
      ...describeUnknown({ selfUpgrade, scope }, { selfUpgrades }),
      ...pending.map(
        ({ id, userName, role }) =>
          `${userName}: asks to become ${role}, and nobody approves that here; put them into a group with that role, or deny it (aws quicksight update-self-upgrade --aws-account-id ${accountId} --namespace ${namespace} --upgrade-request-id ${id} --action DENY)`,
      ),
    ],
  };
}
