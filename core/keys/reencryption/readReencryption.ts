import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { listDataSets } from "../audit/listDataSets.ts";
import type { ClosedKeys } from "../access/findClosed.ts";
import type { ActualKeys } from "../registration/governedKeys.ts";
import { readRegistered } from "../registration/readRegistered.ts";
import type { ActualReencryption, GovernedReencryption } from "./governedReencryption.ts";

/** Finds what keys encrypt: see `findKeyUses`. */
export type FindUses = (
  keyArns: readonly string[],
) => Promise<Pick<ActualKeys, "uses" | "unreadable">>;

/** Finds which keys are closed: see `findClosed`. */
export type FindClosed = (keyArns: readonly string[]) => Promise<ClosedKeys>;

/** How KMS is asked about keys. */
export interface KeyReaders {
  readonly findUses: FindUses;
  readonly findClosed: FindClosed;
}

/**
 * Which data sets there are, which key is the default, what the registered keys encrypt, and which of them are closed.
 *
 * @throws Error where KMS does not say what is under the default key: everything would be loaded that is under it already
 */
export async function readReencryption(
  client: QuickSightClient,
  { accountId, defaultKey: wanted }: GovernedReencryption,
  { findUses, findClosed }: KeyReaders,
): Promise<ActualReencryption> {
  const registered = await readRegistered(client, accountId);
  const dataSets = await listDataSets(client, accountId);
  // Read last: what is encrypted anew meanwhile is seen.
  const arns = registered.map(({ arn }) => arn);
  const { uses, unreadable } = await findUses(arns);
  const keys = new Map<string, string[]>();
  for (const [key, used] of uses) {
    for (const arn of used) keys.set(arn, [...(keys.get(arn) ?? []), key]);
  }
  const defaultKey = registered.find((key) => key.default)?.arn;
  const reason = unreadable.get(defaultKey ?? "");
  if (reason !== undefined) {
    throw new Error(
      `what is under the default key ${defaultKey} cannot be found out (${reason}); nothing was loaded: allow kms:ListGrants on it, and run it again`,
    );
  }
  // A key that is to be made is not there to be asked about.
  const declared = wanted.startsWith("arn:") ? [wanted] : [];
  const { closed, unknown } = await findClosed([...new Set([...arns, ...declared])]);
  const maybe = [...unknown].filter(([key]) => key !== wanted);
  return {
    ...{ defaultKey, dataSets, keys, unreadable, registered: arns },
    closed: new Map([...maybe, ...closed]),
  };
}
