import { findAccessRefusal, isOther as isOtherAccess, isRenaming } from "./assetAccessPreview.ts";
import { type AssetAccessState, upgradeAccess } from "./assetAccessState.ts";
import { findRefusal, isOther as isOtherRoster } from "./rosterPreview.ts";
import { type RosterState, upgradeRoster } from "./rosterState.ts";
import type { ProviderContext } from "./stored.ts";
import { tokens } from "./tokens.ts";

/** A resource of a stack's state. */
export interface RecordedResource {
  readonly type: string;
  readonly outputs?: object;
}

/**
 * Why the guard refuses that a stack becomes about something else: another namespace, federation role, group prefix or name of a group. Asked by
 * the program, before anything is declared: then one preview names what goes with the old people and with the old access, although
 * the engine ends at the first resource that is refused and asks nobody about one that is not declared any more.
 */
export async function findOtherRefusals(
  state: readonly RecordedResource[],
  declared: {
    readonly roster: RosterState;
    readonly access: AssetAccessState;
    /** Absent: none are declared, and the state has none. */
    readonly folders?: AssetAccessState | undefined;
  },
  context: ProviderContext,
): Promise<string[]> {
  const refusals = state.map(async ({ type, outputs }) => {
    if (type === tokens.roster) {
      const olds = upgradeRoster(outputs as RosterState);
      return isOtherRoster(olds, declared.roster)
        ? findRefusal(olds, declared.roster, context)
        : undefined;
    }
    if (type !== tokens.assetAccess) return undefined;
    const olds = upgradeAccess(outputs as AssetAccessState);
    const news = olds.folders === undefined ? declared.access : declared.folders;
    return news !== undefined && (isOtherAccess(olds, news) || isRenaming(olds, news))
      ? findAccessRefusal(olds, news, context)
      : undefined;
  });
  return (await Promise.all(refusals)).filter((refusal) => refusal !== undefined);
}
