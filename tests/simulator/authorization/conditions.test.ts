import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AccessDeniedException,
  CreateFolderCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  DescribeFolderCommand,
  ListFoldersCommand,
  RegisterUserCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-quicksight";
import { emulated } from "../support/emulated.ts";
import { policy } from "../support/policies.ts";
import { refused } from "../support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "../support/simulated.ts";

const folderArn = (id: string) => `arn:aws:quicksight:eu-west-1:${AwsAccountId}:folder/${id}`;
const denied = (call: Promise<unknown>, message: RegExp) =>
  refused(call, AccessDeniedException, { status: 403, message });

describe("simulator: IAM is told what a policy may ask about a call", function () {
  this.timeout(60_000);
  const simulator = simulated();
  const { iam, root } = emulated(simulator);
  /** A client of a user who may make every call where the condition holds. */
  const userWhere = async (
    Condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    Effect = "Allow",
    Resource = "*",
  ) => {
    const UserName = "ana";
    await iam().send(new CreateUserCommand({ UserName }));
    const statement = { Effect, Action: "quicksight:*", Resource, Condition };
    const all = { Effect: "Allow", Action: "quicksight:*", Resource: "*" };
    const PolicyDocument = policy(statement, ...(Effect === "Deny" ? [all] : []));
    await iam().send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument }));
    const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName }));
    const accessKeyId = AccessKey?.AccessKeyId ?? "";
    return (region = "eu-west-1") => simulator.clientWith({ accessKeyId, region });
  };
  const list = () => new ListFoldersCommand({ AwsAccountId });

  it("the Region, for whoever is kept in some", async () => {
    const user = await userWhere(
      { StringNotEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } },
      "Deny",
    );
    await user().send(list());
    await denied(user("eu-central-1").send(list()), /explicit deny/);
  });

  it("the tags that a call gives or takes away", async () => {
    const folder = (FolderId: string, Tags?: { Key: string; Value: string }[]) =>
      new CreateFolderCommand({ AwsAccountId, FolderId, Name: FolderId, Tags });
    const cost = [{ Key: "cost", Value: "bi" }];
    const user = await userWhere({
      StringEquals: { "aws:RequestTag/cost": "bi" },
      "ForAllValues:StringEquals": { "aws:TagKeys": ["cost"] },
    });
    await user().send(folder("a", cost));
    await denied(user().send(folder("b")), /CreateFolder/);
    await denied(user().send(folder("c", [{ Key: "cost", Value: "hr" }])), /CreateFolder/);
    await denied(user().send(folder("d", [...cost, { Key: "x", Value: "y" }])), /CreateFolder/);
    const ResourceArn = folderArn("a");
    await user().send(new TagResourceCommand({ ResourceArn, Tags: cost }));
    await denied(
      user().send(new UntagResourceCommand({ ResourceArn, TagKeys: ["cost"] })),
      /UntagResource/,
    );
  });

  it("the tags of what it is about", async () => {
    for (const [FolderId, Value] of Object.entries({ a: "bi", b: "hr" })) {
      const Tags = [{ Key: "team", Value }];
      await root().send(new CreateFolderCommand({ AwsAccountId, FolderId, Name: FolderId, Tags }));
    }
    const user = await userWhere({ StringEquals: { "aws:ResourceTag/team": "bi" } });
    const describe = (FolderId: string) =>
      user().send(new DescribeFolderCommand({ AwsAccountId, FolderId }));
    await describe("a");
    await denied(describe("b"), /DescribeFolder/);
    await denied(describe("c"), /DescribeFolder/);
  });

  it("who is put into a group, and who is registered", async () => {
    const user = await userWhere({
      StringLikeIfExists: {
        "quicksight:SessionName": "*@x.com",
        "quicksight:UserName": "fed/*@x.com",
      },
    });
    await user().send(new CreateGroupCommand({ ...inDefault, GroupName: "g" }));
    for (const [SessionName, may] of [
      ["ana@x.com", true],
      ["eve@y.com", false],
    ] as const) {
      const IamArn = `arn:aws:iam::${AwsAccountId}:role/fed`;
      const register = (client = user()) =>
        client.send(
          new RegisterUserCommand({
            ...{ ...inDefault, Email: SessionName, SessionName, UserRole: "READER" },
            ...{ IdentityType: "IAM", IamArn },
          }),
        );
      const MemberName = `fed/${SessionName}`;
      const join = () =>
        user().send(new CreateGroupMembershipCommand({ ...inDefault, GroupName: "g", MemberName }));
      if (may) {
        await register();
        await join();
      } else {
        await denied(register(), /RegisterUser/);
        await register(root());
        await denied(join(), /CreateGroupMembership/);
      }
    }
  });

  it("variables of the policy, which stand for who calls", async () => {
    const user = await userWhere({}, "Allow", folderArn("${aws:username}-*"));
    const describe = (FolderId: string) =>
      user().send(new DescribeFolderCommand({ AwsAccountId, FolderId }));
    await refused(describe("ana-1"), ResourceNotFoundException, { status: 404 });
    await denied(describe("bob-1"), /DescribeFolder/);
  });
});
