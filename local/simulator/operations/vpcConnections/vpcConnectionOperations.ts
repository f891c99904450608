import type { OperationGroup } from "../handler.ts";
import { createVPCConnection } from "./createVPCConnection.ts";
import { deleteVPCConnection } from "./deleteVPCConnection.ts";
import { describeVPCConnection } from "./describeVPCConnection.ts";
import { listVPCConnections } from "./listVPCConnections.ts";
import { updateVPCConnection } from "./updateVPCConnection.ts";

/** Connections into VPCs, which come and go over time. */
export const vpcConnectionOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateVPCConnection: createVPCConnection,
    DeleteVPCConnection: deleteVPCConnection,
    DescribeVPCConnection: describeVPCConnection,
    ListVPCConnections: listVPCConnections,
    UpdateVPCConnection: updateVPCConnection,
  },
};
