import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { createQuickSight, type QuickSightOptions } from "./createQuickSight.ts";

/** The clients of a run: people live in the identity Region, what they own in the data Region. */
export interface QuickSightClients {
  readonly identity: QuickSightClient;
  /** The same client where the two Regions are one, so that one pace is kept. */
  readonly data: QuickSightClient;
}

/** Makes the clients of a run; whoever calls this destroys them with {@link destroyClients}. */
export function createClients(
  { identityRegion, dataRegion }: { readonly identityRegion: string; readonly dataRegion: string },
  options: Omit<QuickSightOptions, "region"> = {},
): QuickSightClients {
  const identity = createQuickSight({ ...options, region: identityRegion });
  const data =
    dataRegion === identityRegion ? identity : createQuickSight({ ...options, region: dataRegion });
  return { identity, data };
}

/** Closes the connections of both. */
export function destroyClients({ identity, data }: QuickSightClients): void {
  identity.destroy();
  data.destroy();
}
