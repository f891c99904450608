import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { listDataSets } from "../audit/listDataSets.ts";
import type { ActualKeys } from "../governedKeys.ts";
import { readRegistered } from "../readRegistered.ts";
import type { ActualReencryption } from "./governedReencryption.ts";

/** Finds what keys encrypt: see `findKeyUses`. */
export type FindUses = (
  keyArns: readonly string[],
) => Promise<Pick<ActualKeys, "uses" | "unreadable">>;

/**
 * Which data sets there are, which key is the default, and what the registered keys encrypt.
 *
 * @throws Error where KMS does not say what is under the default key: everything would be loaded that is under it already
 */
export async function readReencryption(
  client: QuickSightClient,
  accountId: string,
  findUses: FindUses,
): Promise<ActualReencryption> {
  const registered = await readRegistered(client, accountId);
  const dataSets = await listDataSets(client, accountId);
  // Read last: what is encrypted anew meanwhile is seen.
  const { uses, unreadable } = await findUses(registered.map(({ arn }) => arn));
  const keys = new Map<string, string[]>();
  for (const [key, arns] of uses) {
    for (const arn of arns) keys.set(arn, [...(keys.get(arn) ?? []), key]);
  }
  const defaultKey = registered.find((key) => key.default)?.arn;
  const reason = unreadable.get(defaultKey ?? "");
  if (reason !== undefined) {
    throw new Error(
      `what is under the default key ${defaultKey} cannot be found out (${reason}); nothing was loaded: allow kms:ListGrants on it, and run it again`,
    );
  }
  return { defaultKey, dataSets, keys, unreadable };
}
