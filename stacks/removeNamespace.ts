import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteNamespaceCommand,
  DescribeNamespaceCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { findNamespace, type FoundNamespace } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";
import { isUnmade } from "./isUnmade.ts";

const waitMs = 2_000;
/** AWS takes up to two minutes; the namespaces that the stack makes get as long. */
const limitMs = 600_000;

/**
 * Deletes a namespace that never came into being, and waits until it is gone: QuickSight makes no other of its name before.
 *
 * It looks once more, as the last thing before: since the preflight somebody else may have made it, with people in it.
 *
 * @throws {pulumi.RunError} when it is another by now, may not be deleted, or is still there after ten minutes
 */
export async function removeNamespace(
  namespace: string,
  { accountId, identityRegion }: Pick<Facts, "accountId" | "identityRegion">,
  access: AwsAccess,
): Promise<void> {
  const client = createQuickSight({ ...access, region: identityRegion });
  const named = `namespace ${namespace}`;
  try {
    const found = await findNamespace(client, accountId, namespace);
    if (found === undefined) return;
    if (!isUnmade(found)) {
      throw new pulumi.RunError(
        `the ${named} is ${describe(found)} by now, and was one that could not be made when this run began; nothing was written: run it again`,
      );
    }
    if (await isDeleted(client, accountId, namespace)) return;
  } catch (error) {
    if (error instanceof pulumi.RunError) throw error;
    throw new pulumi.RunError(
      `the ${named}, which could not be made, cannot be deleted (${describeError(error)}); allow quicksight:DeleteNamespace and ds:DeleteDirectory where it is denied, and run it again`,
    );
  } finally {
    client.destroy();
  }
  throw new pulumi.RunError(
    `the ${named}, which could not be made, is still being deleted after ten minutes; run it again when it is gone`,
  );
}

function describe({ status, holds }: FoundNamespace): string {
  return holds.length === 0 ? status : `${status}, with ${holds.join(", ")},`;
}

/** Deletes it; false when it is still there after a time. */
async function isDeleted(
  client: QuickSightClient,
  AwsAccountId: string,
  Namespace: string,
): Promise<boolean> {
  const address = { AwsAccountId, Namespace };
  const end = Date.now() + limitMs;
  try {
    await client.send(new DeleteNamespaceCommand(address));
    while (Date.now() < end) {
      await client.send(new DescribeNamespaceCommand(address));
      await sleep(waitMs);
    }
    return false;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return true;
    throw error;
  }
}
