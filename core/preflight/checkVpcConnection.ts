import {
  AccessDeniedException,
  DescribeVPCConnectionCommand,
  type QuickSightClient,
  ResourceNotFoundException,
  type VPCConnection,
} from "@aws-sdk/client-quicksight";
import { shorten } from "../aws/shorten.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";
import type { Place } from "./findElsewhere.ts";

/**
 * Checks that a data source can be made on a VPC connection: it is of this account and Region, is there, and is available.
 *
 * @param where  the setting that names it
 * @param arn    `arn:<partition>:quicksight:<Region>:<account>:vpcConnection/<id>`
 * @param client of the Region of the data
 */
export async function checkVpcConnection(
  where: string,
  arn: string,
  { accountId, region }: Place,
  client: QuickSightClient,
): Promise<Problem[]> {
  const [, , , place = "", owner = "", resource = ""] = arn.split(":");
  const VPCConnectionId = resource.slice(resource.indexOf("/") + 1);
  const problem = (message: string, denied = false): Problem[] => [{ where, message, denied }];
  if (owner !== accountId) {
    return problem(
      `the VPC connection belongs to account ${owner}; use one of account ${accountId} (got ${arn})`,
    );
  }
  if (place !== region) {
    return problem(
      `the VPC connection is in ${place}; use one in ${region}, where the data is (got ${arn})`,
    );
  }
  try {
    const { VPCConnection: found } = await client.send(
      new DescribeVPCConnectionCommand({ AwsAccountId: accountId, VPCConnectionId }),
    );
    const message = found && explainUnusable(VPCConnectionId, found);
    return message === undefined ? [] : problem(message);
  } catch (error) {
    if (error instanceof ResourceNotFoundException) {
      return problem(
        `there is no VPC connection ${VPCConnectionId} in ${region}; make it, or correct the ARN (aws quicksight list-vpc-connections)`,
      );
    }
    return problem(
      `the VPC connection cannot be looked at (${describeError(error)}); allow quicksight:DescribeVPCConnection on ${arn}`,
      error instanceof AccessDeniedException,
    );
  }
}

/** What is said of one subnet, in characters. */
const longestReason = 300;

/**
 * Why nothing can go through a connection, and what to do; undefined where something can. One that is deleted has no availability, and goes
 * on to be shown for a while.
 */
function explainUnusable(
  id: string,
  { Status, AvailabilityStatus, NetworkInterfaces = [] }: VPCConnection,
): string | undefined {
  const status: string = Status ?? "unknown";
  if (status.startsWith("DELET")) {
    return `the VPC connection ${id} is deleted (${status}); name another one`;
  }
  if (AvailabilityStatus !== "UNAVAILABLE" && status !== "CREATION_FAILED") return undefined;
  // The next run finds it.
  if (status.endsWith("_IN_PROGRESS")) {
    return `the VPC connection ${id} is not ready yet (${status}); run again when it is`;
  }
  const wrong = NetworkInterfaces.filter((one) => {
    return one.ErrorMessage !== undefined || /FAILED/.test(one.Status ?? "");
  });
  const reasons = wrong.map(({ SubnetId, AvailabilityZone: zone, ...one }) => {
    const place = zone === undefined ? "" : ` in ${zone}`;
    return `${SubnetId ?? "a subnet"}${place}: ${[one.Status, one.ErrorMessage].filter(Boolean).join(", ")}`;
  });
  const all = [status, reasons.map((one) => shorten(one, longestReason)).join(", ")]
    .filter(Boolean)
    .join(": ");
  return `the VPC connection ${id} failed (${all}); put right its subnets, security groups and role (aws quicksight update-vpc-connection, docs/private-network.md), and run again`;
}
