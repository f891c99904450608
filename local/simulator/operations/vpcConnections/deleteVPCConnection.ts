import type {
  DeleteVPCConnectionCommandInput,
  DeleteVPCConnectionCommandOutput,
} from "@aws-sdk/client-quicksight";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { dropTags } from "../tags/tagStore.ts";
import { availabilityOf, later, refuseBusy, requireConnection } from "./vpcConnectionRecord.ts";

/** Begins to delete a connection; it is DELETION_IN_PROGRESS, then gone. */
export const deleteVPCConnection: Handler<
  DeleteVPCConnectionCommandInput,
  DeleteVPCConnectionCommandOutput
> = (call, store) => {
  const { VPCConnectionId } = call.input;
  const { vpcConnections } = assetsOf(store, call);
  const connection = requireConnection(vpcConnections, VPCConnectionId);
  refuseBusy(connection);
  connection.status = "DELETION_IN_PROGRESS";
  later(call, store, () => {
    if (vpcConnections.get(VPCConnectionId) === connection) {
      vpcConnections.delete(VPCConnectionId);
      dropTags(store, connection.arn);
    }
  });
  return {
    Arn: connection.arn,
    VPCConnectionId,
    DeletionStatus: connection.status,
    AvailabilityStatus: availabilityOf(connection),
  };
};
