import type {
  ListSelfUpgradesCommandInput,
  ListSelfUpgradesCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeRequest } from "./selfUpgradeRequest.ts";

/** Who of a namespace asked for a higher role, and what came of it. */
export const listSelfUpgrades: Handler<
  ListSelfUpgradesCommandInput,
  ListSelfUpgradesCommandOutput
> = (call, store) => {
  const { Namespace } = call.input;
  const { requests } = requireNamespace(store, Namespace).selfUpgrades;
  const { items, NextToken } = page(call, requests, { scope: Namespace }, describeRequest);
  return { SelfUpgradeRequestDetails: items, NextToken };
};
