import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { readRegistered } from "../registration/readRegistered.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";

/**
 * Looks whether the declared default key still is one: somebody in the console may make another the default in the middle of a run, and a
 * load takes the key of its time.
 *
 * @throws Error saying which is the default, and what to do; else as QuickSight does
 */
export async function requireDefault(
  client: QuickSightClient,
  { accountId, defaultKey }: GovernedReencryption,
): Promise<void> {
  const registered = await readRegistered(client, accountId);
  const found = registered.find((key) => key.default)?.arn;
  if (found === defaultKey) return;
  throw new Error(
    `${found ?? "no key of yours"} became the default key meanwhile and is not ${defaultKey}, so that it may be under another key; register keys as account.keys says, and run it again`,
  );
}
