import {
  DescribeSelfUpgradeConfigurationCommand,
  ListSelfUpgradesCommand,
  type ListSelfUpgradesCommandOutput,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import type { NamespaceScope } from "../../aws/scope.ts";
import { isRole } from "../../settings/role.ts";
import { pageSize } from "../pageSize.ts";
import type { SelfUpgradeRequest, SelfUpgrades } from "./selfUpgrades.ts";

const dayMs = 24 * 3_600_000;

/**
 * Reads how self-upgrade of a namespace is configured, and the requests of its people that are open or were approved. By default whoever
 * signs in through an identity provider raises their role without asking (user guide, "Administrator configuration").
 *
 * @throws as the calls do
 */
export async function readSelfUpgrades(
  client: QuickSightClient,
  { accountId, namespace }: Pick<NamespaceScope, "accountId" | "namespace">,
  now = Date.now(),
): Promise<SelfUpgrades> {
  const address = { AwsAccountId: accountId, Namespace: namespace };
  const { SelfUpgradeConfiguration } = await client.send(
    new DescribeSelfUpgradeConfigurationCommand(address),
  );
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
      requests.push({
        id,
        userName,
        role,
        state,
        isRecent: now - timeOf(one.CreationTime) <= dayMs,
      });
    }
  } while (token !== undefined && token !== "");
  const isClosed = SelfUpgradeConfiguration?.SelfUpgradeStatus === "ADMIN_APPROVAL";
  return { door: isClosed ? "closed" : "open", requests };
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
