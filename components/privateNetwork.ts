import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";

/** A database that has a security group of its own. */
export interface PrivateDatabase {
  /** The group that the database is in. In another VPC: one that is peered with this one. */
  readonly securityGroupId: pulumi.Input<string>;
  /** The TCP port that it listens on. */
  readonly port: number;
}

/** Arguments of {@link PrivateNetwork}. */
export interface PrivateNetworkArgs {
  readonly accountId: string;
  /** The data Region, which is the stack's own (`aws:region`): `awsx.ec2.Vpc` looks for its zones there. */
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The id of the VPC connection, unique per account and Region. The security group and the role are named after it.
   * @default "quicksight-governance"
   */
  readonly vpcConnectionId?: string;
  /**
   * The addresses of the VPC, half of them in each zone; they must not overlap with those of a VPC that is peered with it.
   * @default "10.64.0.0/22"
   */
  readonly cidrBlock?: string;
  /**
   * The two availability zones. QuickSight does not serve every zone; its user guide lists those that it does.
   * @default the first two of the Region
   */
  readonly availabilityZones?: readonly [string, string];
  /**
   * The TCP port of databases that are put into the security group of the connection itself.
   * @default 5432 (PostgreSQL)
   */
  readonly databasePort?: number;
  /**
   * Databases with a security group of their own, by a name of yours.
   * @default none: databases are put into {@link PrivateNetwork.securityGroupId}
   */
  readonly databases?: Readonly<Record<string, PrivateDatabase>>;
}

/**
 * A network without a way to the internet, and QuickSight's connection into it: for data sources that are private.
 *
 * A VPC with a private subnet in two availability zones (QuickSight asks for two), the security group and the role of
 * QuickSight's network interfaces, and the VPC connection. A data source names the connection by its ARN.
 *
 * Everything is native: `aws.quicksight.VpcConnection` does what the API can, so there is no reason for a dynamic resource. The
 * VPC is `awsx.ec2.Vpc`, a remote component: its plugin has to be fetched from the internet, and the local AWS of this repository
 * does not serve it. So this component is tested under mocks only, and nothing else imports it.
 *
 * @example
 * const network = new PrivateNetwork("bi", { accountId, region: "eu-west-1", tags });
 * export const vpcConnection = network.vpcConnectionArn;
 */
export class PrivateNetwork extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  /** For the subnet group of a database in this network. */
  readonly subnetIds: pulumi.Output<string[]>;
  /** The group of QuickSight's network interfaces: a database is put into it, or lets it in. */
  readonly securityGroupId: pulumi.Output<string>;
  readonly vpcConnectionArn: pulumi.Output<string>;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:account:PrivateNetwork", name, args, opts);
    const child = { parent: this };
    const { accountId: awsAccountId, region, tags } = args;
    const vpcConnectionId = args.vpcConnectionId ?? "quicksight-governance";

    const vpc = new awsx.ec2.Vpc(name, describeVpc(args), child);
    const group = new aws.ec2.SecurityGroup(
      name,
      {
        name: vpcConnectionId,
        description: "Network interfaces of QuickSight (quicksight-governance)",
        vpcId: vpc.vpcId,
        region,
        tags,
      },
      child,
    );
    allowDatabases(name, group.id, args, child);
    const { role, policy } = createRole(name, `${vpcConnectionId}-vpc-${region}`, tags, child);
    const connection = new aws.quicksight.VpcConnection(
      name,
      {
        awsAccountId,
        vpcConnectionId,
        name: vpcConnectionId,
        roleArn: role.arn,
        securityGroupIds: [group.id],
        subnetIds: vpc.privateSubnetIds,
        region,
        tags,
      },
      // QuickSight makes and removes its network interfaces with the role, so what the role may do comes first and goes last.
      { ...child, dependsOn: policy },
    );

    this.vpcId = vpc.vpcId;
    this.subnetIds = vpc.privateSubnetIds;
    this.securityGroupId = group.id;
    this.vpcConnectionArn = connection.arn;
    this.registerOutputs({
      vpcId: this.vpcId,
      subnetIds: this.subnetIds,
      securityGroupId: this.securityGroupId,
      vpcConnectionArn: this.vpcConnectionArn,
    });
  }
}

/**
 * No NAT gateway and no public subnet: nothing here reaches the internet, or is reached from it. (`awsx` attaches an internet
 * gateway to every VPC; no subnet has a route to it.)
 */
function describeVpc({ cidrBlock, availabilityZones, region, tags }: PrivateNetworkArgs) {
  const zones =
    availabilityZones === undefined
      ? { numberOfAvailabilityZones: 2 }
      : { availabilityZoneNames: [...availabilityZones] };
  return {
    ...zones,
    cidrBlock: cidrBlock ?? "10.64.0.0/22",
    enableDnsHostnames: true,
    natGateways: { strategy: awsx.ec2.NatGatewayStrategy.None },
    region,
    subnetSpecs: [{ type: awsx.ec2.SubnetType.Private }],
    subnetStrategy: awsx.ec2.SubnetAllocationStrategy.Auto,
    tags,
  } satisfies awsx.ec2.VpcArgs;
}

/**
 * Out to each database on its port, and in from each on every port. QuickSight's network interfaces do not take the answer to a
 * query by themselves, and the port that it goes to is random: the user guide asks to let all TCP in from the security groups of
 * the databases ("Security groups: Inbound and outbound rules",
 * https://docs.aws.amazon.com/quicksight/latest/user/vpc-security-groups.html).
 */
function allowDatabases(
  name: string,
  securityGroupId: pulumi.Output<string>,
  { databasePort = 5432, databases = {}, region, tags }: PrivateNetworkArgs,
  child: pulumi.CustomResourceOptions,
): void {
  const allowed: readonly (readonly [string, PrivateDatabase])[] = [
    ["itself", { securityGroupId, port: databasePort }],
    ...Object.entries(databases),
  ];
  for (const [database, { securityGroupId: referencedSecurityGroupId, port }] of allowed) {
    const rule = { securityGroupId, referencedSecurityGroupId, ipProtocol: "tcp", region, tags };
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-from-${database}`,
      { ...rule, description: `Answers of ${database}`, fromPort: 0, toPort: 65535 },
      child,
    );
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-to-${database}`,
      { ...rule, description: `Queries to ${database}`, fromPort: port, toPort: port },
      child,
    );
  }
}

/** The execution role, with what the user guide says it needs ("Configuring the VPC connection with the QuickSight CLI"). */
function createRole(
  name: string,
  roleName: string,
  tags: Readonly<Record<string, string>>,
  child: pulumi.CustomResourceOptions,
) {
  const role = new aws.iam.Role(
    name,
    {
      name: roleName,
      description:
        "QuickSight manages its network interfaces with this role (quicksight-governance).",
      assumeRolePolicy: JSON.stringify(trustPolicy),
      tags,
    },
    child,
  );
  const policy = new aws.iam.RolePolicy(
    name,
    { role: role.name, name: "network-interfaces", policy: JSON.stringify(networkInterfaces) },
    child,
  );
  return { role, policy };
}

/** As documented: without the account as a condition, which AWS does not say that QuickSight sends here. */
const trustPolicy = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "QuickSight",
      Effect: "Allow",
      Principal: { Service: "quicksight.amazonaws.com" },
      Action: ["sts:AssumeRole"],
    },
  ],
};

const networkInterfaces = {
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "NetworkInterfaces",
      Effect: "Allow",
      Action: [
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:ModifyNetworkInterfaceAttribute",
      ],
      Resource: ["*"],
    },
  ],
};
