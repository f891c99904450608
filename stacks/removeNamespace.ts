import { setTimeout as sleep } from "node:timers/promises";
import {
  DeleteNamespaceCommand,
  DescribeNamespaceCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import * as pulumi from "@pulumi/pulumi";
import { type AwsAccess, createQuickSight } from "@quicksight-governance/core/aws";
import type { Facts } from "./facts.ts";

const waitMs = 2_000;
/** AWS takes up to two minutes; the namespaces that the stack makes get as long. */
const limitMs = 600_000;

/**
 * Deletes a namespace that never came into being, and waits until it is gone: QuickSight makes no other of its name before.
 *
 * @throws {pulumi.RunError} when it is still there after ten minutes
 */
export async function removeNamespace(
  namespace: string,
  { accountId, identityRegion }: Pick<Facts, "accountId" | "identityRegion">,
  access: AwsAccess,
): Promise<void> {
  const client = createQuickSight({ ...access, region: identityRegion });
  const address = { AwsAccountId: accountId, Namespace: namespace };
  const end = Date.now() + limitMs;
  try {
    await client.send(new DeleteNamespaceCommand(address));
    while (Date.now() < end) {
      await client.send(new DescribeNamespaceCommand(address));
      await sleep(waitMs);
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return;
    throw error;
  } finally {
    client.destroy();
  }
  throw new pulumi.RunError(
    `namespace ${namespace}, which could not be made, is still being deleted after ten minutes; run it again when it is gone`,
  );
}
