import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { createQuickSight } from "@quicksight-governance/core/aws";
import type { ProviderContext } from "./stored.ts";

/** Gives a client of a Region to a handler, and closes it. */
export async function withQuickSight<T>(
  { region }: { readonly region: string },
  { profile }: ProviderContext,
  use: (client: QuickSightClient) => Promise<T>,
): Promise<T> {
  const client = createQuickSight({ region, profile });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
}
