import {
  AccessDeniedException,
  DescribeVPCConnectionCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
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
    // It is also UNAVAILABLE while it is made or changed: the next run finds it.
    if (found?.AvailabilityStatus !== "UNAVAILABLE") return [];
    return problem(
      `the VPC connection ${VPCConnectionId} cannot be used (status ${found.Status ?? "unknown"}); look at it under Manage QuickSight, Manage VPC connections, and run again`,
    );
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
