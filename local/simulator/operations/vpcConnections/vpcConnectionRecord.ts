import type {
  NetworkInterface,
  VPCConnectionAvailabilityStatus,
  VPCConnectionSummary,
} from "@aws-sdk/client-quicksight";
import type { VpcConnection } from "../../store/assets.ts";
import type { SortedMap } from "../../store/sortedMap.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Call } from "../handler.ts";

/** @throws ApiError ResourceNotFoundException when there is no such connection; the words are ours. */
export function requireConnection(
  connections: SortedMap<VpcConnection>,
  id: string,
): VpcConnection {
  const connection = connections.get(id);
  if (connection === undefined) {
    const message = `VPC connection ${id} not found.`;
    throw new ApiError("ResourceNotFoundException", message, "VPC_CONNECTION");
  }
  return connection;
}

/** @throws ApiError ConflictException while something is still going on; that it is this one is ours. */
export function refuseBusy({ id, status }: VpcConnection): void {
  if (status.endsWith("_IN_PROGRESS")) {
    throw new ApiError("ConflictException", `VPC connection ${id} is ${status}.`);
  }
}

/** Whether data sources can use a connection; only one that was built has this. */
export function availabilityOf({ status }: VpcConnection): VPCConnectionAvailabilityStatus {
  return status.endsWith("_SUCCESSFUL") ? "AVAILABLE" : "UNAVAILABLE";
}

/** A connection as the API shows it. Its VPC and the zones of its subnets are not looked up. */
export function describeConnection(connection: VpcConnection): VPCConnectionSummary {
  const { settings } = connection;
  return {
    VPCConnectionId: connection.id,
    Arn: connection.arn,
    Name: settings.Name,
    SecurityGroupIds: settings.SecurityGroupIds.slice(),
    DnsResolvers: settings.DnsResolvers?.slice(),
    Status: connection.status,
    AvailabilityStatus: availabilityOf(connection),
    NetworkInterfaces: settings.SubnetIds.map((subnet) => interfaceIn(connection, subnet)),
    RoleArn: settings.RoleArn,
    CreatedTime: new Date(connection.createdAt),
    LastUpdatedTime: new Date(connection.updatedAt),
  };
}

function interfaceIn({ status }: VpcConnection, SubnetId: string): NetworkInterface {
  if (status === "CREATION_IN_PROGRESS") {
    return { SubnetId, Status: "CREATING" };
  }
  const Status = status === "DELETION_IN_PROGRESS" ? "DELETING" : "AVAILABLE";
  return { SubnetId, Status, NetworkInterfaceId: `eni-${SubnetId.replace(/^subnet-/, "")}` };
}

/** Lets something happen to a connection in a while. */
export function later({ now, settings }: Call<unknown>, store: Store, effect: () => void): void {
  store.timeline.schedule(now + settings.assetDelayMs, effect);
}
