import {
  DescribeSelfUpgradeConfigurationCommand,
  ListSelfUpgradesCommand,
  type ListSelfUpgradesCommandOutput,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { isRefusal } from "../../aws/isRefusal.ts";
import type { NamespaceScope } from "../../aws/scope.ts";
import { isRole } from "../../settings/role.ts";
import { pageSize } from "../pageSize.ts";
import { describeRefusedCall, type RefusedCall } from "./refusedCall.ts";
import type { SelfUpgradeRequest, SelfUpgrades } from "./selfUpgrades.ts";

const dayMs = 24 * 3_600_000;

type Namespace = Pick<NamespaceScope, "accountId" | "namespace">;

/**
 * Reads how self-upgrade of a namespace is configured, and the requests of its people that are open or were approved. By default whoever
 * signs in through an identity provider raises their role without asking (user guide, "Administrator configuration"). What QuickSight
 * refuses to say is part of the answer: people are governed all the same.
 *
 * @throws as the calls do, but for refusals
 */
export async function readSelfUpgrades(
  client: QuickSightClient,
  namespace: Namespace,
  now = Date.now(),
): Promise<SelfUpgrades> {
  const [door, requests] = await Promise.all([
    unlessRefused("DescribeSelfUpgradeConfiguration", readDoor(client, namespace)),
    unlessRefused("ListSelfUpgrades", listRequests(client, namespace, now)),
  ]);
  return { door, requests };
}

async function unlessRefused<Answer>(
  action: string,
  call: Promise<Answer>,
): Promise<Answer | RefusedCall> {
  try {
    return await call;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return describeRefusedCall(error, action);
  }
}

async function readDoor(
  client: QuickSightClient,
  { accountId, namespace }: Namespace,
): Promise<"open" | "closed"> {
  const address = { AwsAccountId: accountId, Namespace: namespace };
  const { SelfUpgradeConfiguration } = await client.send(
    new DescribeSelfUpgradeConfigurationCommand(address),
  );
  return SelfUpgradeConfiguration?.SelfUpgradeStatus === "ADMIN_APPROVAL" ? "closed" : "open";
}

async function listRequests(
  client: QuickSightClient,
  { accountId, namespace }: Namespace,
  now: number,
): Promise<SelfUpgradeRequest[]> {
  const address = { AwsAccountId: accountId, Namespace: namespace };
  const requests: SelfUpgradeRequest[] = [];
  let token: string | undefined;
  do {
    // The SDK has no paginator for it.
    const page: ListSelfUpgradesCommandOutput = await client.send(
      new ListSelfUpgradesCommand({ ...address, MaxResults: pageSize, NextToken: token }),
    );
    token = page.NextToken;
    for (const one of page.SelfUpgradeRequestDetails ?? []) {
      const { UpgradeRequestId: id = "", UserName: userName = "", RequestedRole: role = "" } = one;
      const state = states[one.RequestStatus ?? ""];
      if (state === undefined || !isRole(role)) continue;
      const isRecent = now - timeOf(one.CreationTime) <= dayMs;
      requests.push({ id, userName, role, state, isRecent });
    }
  } while (token !== undefined && token !== "");
  return requests;
}

const states: Readonly<Record<string, SelfUpgradeRequest["state"] | undefined>> = {
  PENDING: "pending",
  UPDATE_FAILED: "pending",
  VERIFY_FAILED: "pending",
  APPROVED: "approved",
};

/** In which unit AWS counts is not documented: seconds of this century have ten digits, milliseconds thirteen. */
function timeOf(time = 0): number {
  return time < 1e11 ? time * 1000 : time;
}
