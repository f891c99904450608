import { parseNamespaceArn, printable } from "@quicksight-governance/core/aws";
import { parseRosterText } from "@quicksight-governance/core/people";
import type { RecordedResource } from "./findOtherRefusals.ts";
import { type RosterState, upgradeRoster } from "./rosterState.ts";
import { tokens } from "./tokens.ts";

/** People named in the message; the rest is a number. */
const mostNamed = 10;

/**
 * Why a stack cannot become about another namespace in one run, where its people are to come along: the engine makes the new
 * roster before it removes the old one, and QuickSight has a federated identity in one namespace only. No approval helps.
 *
 * @param state    the resources of the stack as the last run left them
 * @param declared the roster that the stack is to have
 */
export function refuseStayers(
  state: readonly RecordedResource[],
  declared: RosterState,
): string | undefined {
  const coming = new Set(sessionsOf(declared));
  const { namespace } = parseNamespaceArn(declared.namespaceArn);
  for (const { type, outputs } of state) {
    if (type !== tokens.roster) continue;
    const olds = upgradeRoster(outputs as RosterState);
    if (olds.namespaceArn === declared.namespaceArn) continue;
    if (olds.federationRole !== declared.federationRole) continue;
    const stayers = sessionsOf(olds).filter((session) => coming.has(session));
    if (stayers.length === 0) continue;
    const rest = stayers.length - mostNamed;
    const names = stayers.slice(0, mostNamed).map(printable).join(", ");
    const former = parseNamespaceArn(olds.namespaceArn).namespace;
    return `tenant.namespace: ${stayers.length} people of ${former} are to be in ${namespace} (${names}${rest > 0 ? ` and ${rest} more` : ""}), where they cannot be registered while this stack has them in ${former}: QuickSight has a federated identity in one namespace only. Set tenant.namespace back and run pulumi destroy on this stack, which names whom and what it takes and asks; then set ${namespace} and run pulumi up. Nothing was written.`;
  }
  return undefined;
}

function sessionsOf({ people }: Pick<RosterState, "people">): string[] {
  return parseRosterText(people).map(({ session }) => session);
}
