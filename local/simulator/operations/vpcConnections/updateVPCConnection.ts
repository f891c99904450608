import type {
  UpdateVPCConnectionCommandInput,
  UpdateVPCConnectionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { availabilityOf, later, refuseBusy, requireConnection } from "./vpcConnectionRecord.ts";

/** Replaces all settings of a connection over time. */
export const updateVPCConnection: Handler<
  UpdateVPCConnectionCommandInput,
  UpdateVPCConnectionCommandOutput
> = (call, store) => {
  const { AwsAccountId: _, VPCConnectionId, ...settings } = call.input;
  const connection = requireConnection(assetsOf(store, call).vpcConnections, VPCConnectionId);
  refuseBusy(connection);
  connection.settings = settings;
  connection.status = "UPDATE_IN_PROGRESS";
  connection.updatedAt = call.now;
  later(call, store, () => {
    connection.status = "UPDATE_SUCCESSFUL";
  });
  return {
    Arn: connection.arn,
    VPCConnectionId,
    UpdateStatus: connection.status,
    AvailabilityStatus: availabilityOf(connection),
  };
};
