import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { CloseSelfUpgrade } from "../step.ts";

/** What is done about self-upgrade, and who waits for an answer: nobody is approved here. */
export function planSelfUpgrade(
  { selfUpgrade, scope }: Pick<GovernedNamespace, "selfUpgrade" | "scope">,
  { selfUpgrades }: Pick<ActualNamespace, "selfUpgrades">,
): { readonly steps: readonly CloseSelfUpgrade[]; readonly notices: readonly string[] } {
  if (selfUpgrade === undefined || selfUpgrades === undefined) return { steps: [], notices: [] };
  const { accountId, namespace } = scope;
  const reason = "tenant.identity.selfUpgrade: deny";
  return {
    steps:
      selfUpgrade === "deny" && selfUpgrades.door === "open"
        ? [{ kind: "close-self-upgrade", reason }]
        : [],
    notices: selfUpgrades.requests
      .filter(({ state }) => state === "pending")
      .map(
        ({ id, userName, role }) =>
          `${userName}: asks to become ${role}, and nobody approves that here; put them into a group with that role, or deny it (aws quicksight update-self-upgrade --aws-account-id ${accountId} --namespace ${namespace} --upgrade-request-id ${id} --action DENY)`,
      ),
  };
}
