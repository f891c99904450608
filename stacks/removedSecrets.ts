import type { StackResources } from "./readState.ts";
import type { AccountSettings } from "./settings.ts";

/** The secrets that a stack has made, and its settings have no more: the engine deletes them. */
export function removedSecrets(
  resources: StackResources,
  { madeSecrets }: Pick<AccountSettings, "madeSecrets">,
): { readonly name: string; readonly arn: string; readonly days: number }[] {
  return Object.values(resources).flatMap(({ type, outputs = {} }) => {
    const { name, arn, recoveryWindowInDays: days } = outputs;
    if (type !== "aws:secretsmanager/secret:Secret") return [];
    if (typeof name !== "string" || typeof arn !== "string") return [];
    if (Object.hasOwn(madeSecrets, name)) return [];
    return [{ name, arn, days: typeof days === "number" ? days : 30 }];
  });
}
