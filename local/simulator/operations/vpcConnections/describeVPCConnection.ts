import type {
  DescribeVPCConnectionCommandInput,
  DescribeVPCConnectionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { describeConnection, requireConnection } from "./vpcConnectionRecord.ts";

/** Shows a connection in whatever state it is. */
export const describeVPCConnection: Handler<
  DescribeVPCConnectionCommandInput,
  DescribeVPCConnectionCommandOutput
> = (call, store) => {
  const { vpcConnections } = assetsOf(store, call);
  const connection = requireConnection(vpcConnections, call.input.VPCConnectionId);
  return { VPCConnection: describeConnection(connection) };
};
