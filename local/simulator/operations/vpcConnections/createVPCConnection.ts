import type {
  CreateVPCConnectionCommandInput,
  CreateVPCConnectionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { arnOf } from "../../store/arnOf.ts";
import type { VpcConnection } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { addTags } from "../tags/tagStore.ts";
import { availabilityOf, later } from "./vpcConnectionRecord.ts";

/** Begins to create a connection; subnets, security groups and the role are not looked up. */
export const createVPCConnection: Handler<
  CreateVPCConnectionCommandInput,
  CreateVPCConnectionCommandOutput
> = (call, store) => {
  const { AwsAccountId: _, VPCConnectionId, Tags, ...settings } = call.input;
  const { vpcConnections } = assetsOf(store, call);
  if (vpcConnections.has(VPCConnectionId)) {
    const message = `VPC connection ${VPCConnectionId} already exists.`;
    throw new ApiError("ResourceExistsException", message, "VPC_CONNECTION");
  }
  const arn = arnOf(call.region, call.accountId, `vpcConnection/${VPCConnectionId}`);
  addTags(store, arn, Tags);
  const connection: VpcConnection = {
    id: VPCConnectionId,
    arn,
    status: "CREATION_IN_PROGRESS",
    settings,
    createdAt: call.now,
    updatedAt: call.now,
  };
  vpcConnections.set(VPCConnectionId, connection);
  later(call, store, () => {
    connection.status = "CREATION_SUCCESSFUL";
  });
  return {
    Arn: arn,
    VPCConnectionId,
    CreationStatus: connection.status,
    AvailabilityStatus: availabilityOf(connection),
  };
};
