import { AccessDeniedException, type QuickSightClient } from "@aws-sdk/client-quicksight";
import { actionOf } from "../../assets/actionOf.ts";
import { assetKinds, type AssetKind } from "../../assets/assetKinds.ts";
import { listAssets } from "../../assets/listAssets.ts";
import { describeError } from "../../aws/describeError.ts";

/** With the first of these there is Amazon Q data, as far as it can be listed; chats and index capacity cannot. */
const kindsOfQ = ["topic", "agent", "space", "knowledge-base"] as const satisfies AssetKind[];

/** Whether there are assets that Amazon Q has data of. */
export interface QAssets {
  /** The first kind of which there is one; absent where none was found. */
  readonly found?: AssetKind;
  /** By the kind that cannot be listed, why. */
  readonly unknown: ReadonlyMap<AssetKind, string>;
}

/** Looks for topics, agents, spaces and knowledge bases in the Region of the client, until there is one. */
export async function findQAssets(client: QuickSightClient, accountId: string): Promise<QAssets> {
  const unknown = new Map<AssetKind, string>();
  for (const kind of kindsOfQ) {
    try {
      const assets = await listAssets(client, accountId, kind, assetKinds);
      if (assets.length > 0) return { found: kind, unknown };
    } catch (error) {
      const right = actionOf(assetKinds[kind].list.command);
      const allow = error instanceof AccessDeniedException ? `; allow quicksight:${right}` : "";
      unknown.set(kind, `${describeError(error)}${allow}`);
    }
  }
  return { unknown };
}
