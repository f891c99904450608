import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { assetKinds } from "../assets/assetKinds.ts";
import { rowOf } from "../assets/rowOf.ts";
import { describeError } from "../aws/describeError.ts";
import type { ActualAccess } from "./actualAccess.ts";
import type { AccessScope } from "./governedAccess.ts";
import { readAccess } from "./readAccess.ts";

/**
 * What our groups can do with the assets of every kind in the client's Region. A kind that cannot be read is said, and left out.
 *
 * @param kinds default: all that there are
 * @throws for dashboards, of which plans take what is not declared
 */
export async function readEveryKind(
  client: QuickSightClient,
  scope: AccessScope,
  kinds: readonly string[] = Object.keys(assetKinds),
): Promise<ActualAccess & { readonly unknown: readonly string[] }> {
  const found = { assets: [], unreadable: [], unknown: [] } as {
    assets: ActualAccess["assets"][number][];
    unreadable: ActualAccess["unreadable"][number][];
    unknown: string[];
  };
  for (const kind of kinds) {
    try {
      const { assets, unreadable } = await readAccess(client, scope, [kind]);
      found.assets.push(...assets);
      found.unreadable.push(...unreadable);
    } catch (error) {
      if (kind === "dashboard") throw error;
      const [, many] = rowOf(assetKinds, kind).label;
      found.unknown.push(`${many}: ${describeError(error)}; plans leave them alone`);
    }
  }
  return found;
}
