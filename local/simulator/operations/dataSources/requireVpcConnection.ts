import type { VpcConnectionProperties } from "@aws-sdk/client-quicksight";
import { arnOf } from "../../store/arnOf.ts";
import type { RegionAssets } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";
import type { Call, Checked } from "../handler.ts";

/** Refuses a VPC connection that does not exist; AWS's error for this is not known. */
export function requireVpcConnection(
  { region, accountId }: Call<unknown>,
  { vpcConnections }: RegionAssets,
  properties: Checked<VpcConnectionProperties> | undefined,
): void {
  if (properties === undefined) {
    return;
  }
  const arn = properties.VpcConnectionArn;
  const prefix = arnOf(region, accountId, "vpcConnection/");
  if (!arn.startsWith(prefix) || !vpcConnections.has(arn.slice(prefix.length))) {
    throw new ApiError(
      "ResourceNotFoundException",
      `VPC connection ${arn} not found.`,
      "VPC_CONNECTION",
    );
  }
}
