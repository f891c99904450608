import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { PrivateNetwork, type PrivateNetworkArgs } from "../../components/privateNetwork.ts";
import { collectResources } from "../support/collectResources.ts";

const tags = { environment: "test" };
const args = { accountId: "111122223333", region: "eu-west-1", tags };
const root = "quicksight-governance:account:PrivateNetwork";
const group = "bi-id";

/** The component's outputs and, by type and name without the project, what it declares. */
async function declare(more: Partial<PrivateNetworkArgs> = {}) {
  const { resources, outputs } = await collectResources(
    () => {
      const { vpcId, subnetIds, securityGroupId, vpcConnectionArn } = new PrivateNetwork("bi", {
        ...args,
        ...more,
      });
      return { vpcId, subnetIds, securityGroupId, vpcConnectionArn };
    },
    (type) =>
      type === "awsx:ec2:Vpc" ? { vpcId: "vpc-1", privateSubnetIds: ["subnet-a", "subnet-b"] } : {},
  );
  const byUrn = new Map(
    resources.map(({ urn, inputs }) => [urn.split("::").slice(2).join("::"), inputs]),
  );
  /** A child's inputs, by type and name; its parent is part of the URN. */
  const child = (type: string, name = "bi") => byUrn.get(`${root}$${type}::${name}`);
  return { outputs, child, urns: [...byUrn.keys()] };
}

const statementsOf = (policy: unknown) => {
  const { Statement } = JSON.parse(String(policy)) as { Statement: Record<string, unknown>[] };
  return Statement;
};

describe("PrivateNetwork", () => {
  it("declares a VPC, a group that lets itself in, a role and the connection, all its children", async () => {
    const { urns } = await declare();
    assert.deepEqual(urns.sort(), [
      `${root}$aws:ec2/securityGroup:SecurityGroup::bi`,
      `${root}$aws:iam/role:Role::bi`,
      `${root}$aws:iam/rolePolicy:RolePolicy::bi`,
      `${root}$aws:quicksight/vpcConnection:VpcConnection::bi`,
      `${root}$aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule::bi-to-itself`,
      `${root}$aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule::bi-from-itself`,
      `${root}$awsx:ec2:Vpc::bi`,
      `${root}::bi`,
    ]);
  });

  it("makes private subnets in two zones, and no way to the internet", async () => {
    const { child } = await declare();
    assert.deepEqual(child("awsx:ec2:Vpc"), {
      numberOfAvailabilityZones: 2,
      cidrBlock: "10.64.0.0/22",
      enableDnsHostnames: true,
      natGateways: { strategy: "None" },
      region: "eu-west-1",
      subnetSpecs: [{ type: "Private" }],
      subnetStrategy: "Auto",
      tags,
    });
  });

  it("takes the zones and the addresses that it is given", async () => {
    const { child } = await declare({
      availabilityZones: ["eu-west-1b", "eu-west-1c"],
      cidrBlock: "10.9.0.0/24",
    });
    const vpc = child("awsx:ec2:Vpc");
    assert.deepEqual(vpc?.["availabilityZoneNames"], ["eu-west-1b", "eu-west-1c"]);
    assert.equal(vpc["numberOfAvailabilityZones"], undefined);
    assert.equal(vpc["cidrBlock"], "10.9.0.0/24");
  });

  it("lets queries out on the database's port only, and answers in on every port", async () => {
    const { child } = await declare({ databasePort: 3306 });
    const rule = {
      securityGroupId: group,
      referencedSecurityGroupId: group,
      ipProtocol: "tcp",
      region: "eu-west-1",
      tags,
    };
    assert.deepEqual(
      child("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "bi-to-itself"),
      { ...rule, description: "Queries to itself", fromPort: 3306, toPort: 3306 },
    );
    assert.deepEqual(
      child("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "bi-from-itself"),
      { ...rule, description: "Answers of itself", fromPort: 0, toPort: 65535 },
    );
    assert.deepEqual(child("aws:ec2/securityGroup:SecurityGroup"), {
      name: "quicksight-governance",
      description: "Network interfaces of QuickSight (quicksight-governance)",
      vpcId: "vpc-1",
      region: "eu-west-1",
      tags,
    });
  });

  it("allows each database that has a group of its own", async () => {
    const { child } = await declare({
      databases: { sales: { securityGroupId: "sg-sales", port: 5439 } },
    });
    const out = child("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "bi-to-sales");
    assert.deepEqual(
      [out?.["securityGroupId"], out?.["referencedSecurityGroupId"], out?.["fromPort"]],
      [group, "sg-sales", 5439],
    );
    const back = child(
      "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
      "bi-from-sales",
    );
    assert.deepEqual(
      [back?.["referencedSecurityGroupId"], back?.["fromPort"], back?.["toPort"]],
      ["sg-sales", 0, 65535],
    );
  });

  it("gives QuickSight a role for network interfaces and nothing else", async () => {
    const { child } = await declare();
    const role = child("aws:iam/role:Role");
    assert.equal(role?.["name"], "quicksight-governance-vpc-eu-west-1");
    const [trust, ...others] = statementsOf(role["assumeRolePolicy"]);
    assert.deepEqual(others, []);
    assert.deepEqual(trust?.["Principal"], { Service: "quicksight.amazonaws.com" });
    const [allowed] = statementsOf(child("aws:iam/rolePolicy:RolePolicy")?.["policy"]);
    assert.deepEqual(allowed?.["Action"], [
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeSecurityGroups",
      "ec2:DescribeSubnets",
      "ec2:ModifyNetworkInterfaceAttribute",
    ]);
  });

  it("connects QuickSight in the data Region, and says how to name the connection", async () => {
    const { child, outputs } = await declare({ vpcConnectionId: "bi-eu" });
    assert.deepEqual(child("aws:quicksight/vpcConnection:VpcConnection"), {
      awsAccountId: "111122223333",
      vpcConnectionId: "bi-eu",
      name: "bi-eu",
      roleArn: "arn:mock:aws:iam/role:Role/bi",
      securityGroupIds: [group],
      subnetIds: ["subnet-a", "subnet-b"],
      region: "eu-west-1",
      tags,
    });
    assert.deepEqual(outputs, {
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroupId: group,
      vpcConnectionArn: "arn:mock:aws:quicksight/vpcConnection:VpcConnection/bi",
    });
  });

  it("is not loaded by the program, which would pay for @pulumi/awsx in every run", () => {
    const sources = ["index.ts", ...["stacks", "components", "providers"].flatMap(sourcesOf)];
    const loading = sources.filter((file) =>
      /@pulumi\/awsx|privateNetwork\.ts/.test(readFileSync(file, "utf8")),
    );
    assert.deepEqual(loading, ["components/privateNetwork.ts"]);
  });
});

function sourcesOf(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `${folder}/${file}`);
}
