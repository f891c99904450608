import { isJudged } from "./earlier.ts";
import { type Holder, holdersOf, isAgreed } from "./holders.ts";
import { type Rights, rightsOf } from "./rights.ts";
import type { Stack } from "./stack.ts";

/**
 * Who holds rights, and which, where they can be judged: none as long as a resource is looked at alone in a preview, whose whole stack is
 * judged at its end; without those that are agreed.
 *
 * @param agreed names of roles and permission sets, with `*` and `?`
 */
export function judgedHolders(
  stack: Stack,
  agreed: readonly string[],
): readonly { readonly holder: Holder; readonly rights: Rights }[] {
  if (!isJudged(stack)) return [];
  return holdersOf(stack)
    .filter((holder) => !isAgreed(holder, agreed))
    .map((holder) => ({ holder, rights: rightsOf(holder) }));
}
