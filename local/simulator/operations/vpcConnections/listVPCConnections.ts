import type {
  ListVPCConnectionsCommandInput,
  ListVPCConnectionsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { describeConnection } from "./vpcConnectionRecord.ts";

/** All connections of the Region. */
export const listVPCConnections: Handler<
  ListVPCConnectionsCommandInput,
  ListVPCConnectionsCommandOutput
> = (call, store) => {
  const { vpcConnections } = assetsOf(store, call);
  const { items, NextToken } = page(
    call,
    vpcConnections,
    { scope: call.region },
    describeConnection,
  );
  return { VPCConnectionSummaries: items, NextToken };
};
