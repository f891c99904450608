import assert from "node:assert/strict";
import type { QuickSightClient, VPCConnection } from "@aws-sdk/client-quicksight";
import { checkVpcConnection } from "../../../core/preflight/checkVpcConnection.ts";

const arn = "arn:aws:quicksight:eu-west-1:111122223333:vpcConnection/net";
const place = { accountId: "111122223333", region: "eu-west-1" };

/** What is said of a connection that QuickSight shows like this. */
async function said(VPCConnection: VPCConnection): Promise<string> {
  const client = { send: () => Promise.resolve({ VPCConnection }) } as unknown as QuickSightClient;
  const problems = await checkVpcConnection("where", arn, place, client);
  return problems.map(({ message }) => message).join("\n");
}

describe("a VPC connection that data sources go through", () => {
  it("can be used when it is available, also through some of its subnets only", async () => {
    const Status = "CREATION_SUCCESSFUL";
    assert.equal(await said({ Status, AvailabilityStatus: "AVAILABLE" }), "");
    assert.equal(
      await said({ Status: "UPDATE_FAILED", AvailabilityStatus: "PARTIALLY_AVAILABLE" }),
      "",
    );
  });

  it("is waited for while it is made or changed", async () => {
    for (const Status of ["CREATION_IN_PROGRESS", "UPDATE_IN_PROGRESS"] as const) {
      assert.match(
        await said({ Status, AvailabilityStatus: "UNAVAILABLE" }),
        new RegExp(
          `^the VPC connection net is not ready yet \\(${Status}\\); run again when it is`,
        ),
      );
    }
  });

  it("cannot be used when it is deleted, or was never made, whatever its availability says", async () => {
    for (const Status of ["DELETED", "DELETION_IN_PROGRESS", "DELETION_FAILED"] as const) {
      assert.match(
        await said({ Status }),
        new RegExp(`^the VPC connection net is deleted \\(${Status}\\); name another one`),
      );
    }
    assert.match(await said({ Status: "CREATION_FAILED" }), /^the VPC connection net failed/);
  });

  it("is told with what is wrong with its subnets, security groups or role", async () => {
    const text = await said({
      ...{ Status: "CREATION_FAILED", AvailabilityStatus: "UNAVAILABLE" },
      NetworkInterfaces: [
        { SubnetId: "subnet-a", AvailabilityZone: "eu-west-1a", Status: "AVAILABLE" },
        {
          ...{ SubnetId: "subnet-b", AvailabilityZone: "eu-west-1b", Status: "CREATION_FAILED" },
          ErrorMessage: "The security group 'sg-1' does not exist in VPC 'vpc-2'.",
        },
        { SubnetId: "subnet-c", Status: "ATTACHMENT_FAILED_ROLLBACK_FAILED" },
      ],
    });
    assert.equal(
      text,
      "the VPC connection net failed (CREATION_FAILED: subnet-b in eu-west-1b: CREATION_FAILED, The security group 'sg-1' does not exist in VPC 'vpc-2'., subnet-c: ATTACHMENT_FAILED_ROLLBACK_FAILED); put right its subnets, security groups and role (aws quicksight update-vpc-connection, docs/private-network.md), and run again",
    );
  });
});
