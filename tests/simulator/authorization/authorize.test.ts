import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AccessDeniedException,
  CreateGroupCommand,
  CreateNamespaceCommand,
  DescribeUserCommand,
  ListDashboardsCommand,
  ListDataSetsCommand,
  ListFoldersCommand,
  QuickSightServiceException,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { emulated } from "../support/emulated.ts";
import { policy } from "../support/policies.ts";
import { refused } from "../support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "../support/simulated.ts";

const quicksight = (resource: string) => `arn:aws:quicksight:eu-west-1:${AwsAccountId}:${resource}`;
const statement = (Action: string | string[], Resource: string, Effect = "Allow") => ({
  ...{ Effect, Action, Resource },
});

describe("simulator: IAM on every call", function () {
  this.timeout(60_000);
  const simulator = simulated();
  const { client, clientWith, reset, rights } = simulator;
  const { iam, options, upstream } = emulated(simulator);

  const allow = (PolicyDocument: string) =>
    iam().send(new PutUserPolicyCommand({ UserName: "ana", PolicyName: "p", PolicyDocument }));
  /** A client of a user with these rights. */
  const userWith = async (...statements: object[]) => {
    await iam().send(new CreateUserCommand({ UserName: "ana", Path: "/team/" }));
    await allow(policy(...statements));
    const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName: "ana" }));
    return clientWith({ accessKeyId: AccessKey?.AccessKeyId ?? "" });
  };
  const denied = (call: Promise<unknown>, message: RegExp | string) =>
    refused(call, AccessDeniedException, { status: 403, message });

  it("refuses in AWS's words what no policy allows, and what one denies", async () => {
    const user = await userWith(
      statement("quicksight:List*", "*"),
      statement("quicksight:ListDashboards", "*", "Deny"),
    );
    await user.send(new ListFoldersCommand({ AwsAccountId }));
    const who = `User: arn:aws:iam::${AwsAccountId}:user/team/ana is not authorized to perform:`;
    const ana = { ...inDefault, UserName: "r/ana" };
    await denied(
      user.send(new DescribeUserCommand(ana)),
      `${who} quicksight:DescribeUser on resource: ${quicksight("user/default/r/ana")} because no identity-based policy allows the quicksight:DescribeUser action`,
    );
    await denied(
      user.send(new ListDashboardsCommand({ AwsAccountId })),
      `${who} quicksight:ListDashboards on resource: ${quicksight("dashboard/*")} with an explicit deny in an identity-based policy`,
    );
  });

  it("notes the rights that it asks for when told to", async () => {
    reset({ ...upstream(), noteRights: true });
    const user = await userWith(statement("quicksight:ListFolders", "*"));
    await user.send(new ListFoldersCommand({ AwsAccountId }));
    await user.send(new ListFoldersCommand({ AwsAccountId }));
    const principal = `arn:aws:iam::${AwsAccountId}:user/team/ana`;
    const asked = { principal, action: "quicksight:ListFolders", resource: quicksight("folder/*") };
    assert.deepEqual(rights(), [asked]);
    reset(upstream());
    await user.send(new ListFoldersCommand({ AwsAccountId }));
    assert.deepEqual(rights(), []);
  });

  it("wants * for what has no type of resource", async () => {
    const user = await userWith(statement("quicksight:ListDataSets", quicksight("dataset/*")));
    const list = () => user.send(new ListDataSetsCommand({ AwsAccountId }));
    await denied(list(), /quicksight:ListDataSets on resource: \* because/);
  });

  it("wants rights of Directory Service for a namespace", async () => {
    const user = await userWith(statement("quicksight:*", "*"));
    const create = new CreateNamespaceCommand({
      ...{ AwsAccountId, Namespace: "acme", IdentityStore: "QUICKSIGHT" },
    });
    await denied(user.send(create), /ds:CreateIdentityPoolDirectory on resource: \*/);
  });

  it("tells resources apart as policies do, and asks once for those that they don't", async () => {
    const user = await userWith(
      statement("quicksight:RegisterUser", quicksight("user/default/*")),
      statement("quicksight:RegisterUser", quicksight("user/default/*/eve@x.com"), "Deny"),
    );
    const register = (SessionName: string) =>
      user.send(
        new RegisterUserCommand({
          ...{ ...inDefault, Email: SessionName, SessionName, UserRole: "READER" },
          ...{ IdentityType: "IAM", IamArn: `arn:aws:iam::${AwsAccountId}:role/fed` },
        }),
      );
    await Promise.all(Array.from({ length: 50 }, (_, index) => register(`p${index}@x.com`)));
    await denied(register("eve@x.com"), /explicit deny/);
    await denied(
      user.send(new CreateGroupCommand({ ...inDefault, GroupName: "g" })),
      /quicksight:CreateGroup/,
    );
  });

  it("sees within a quarter of a second that a policy has changed", async () => {
    const user = await userWith(statement("quicksight:ListFolders", "*"));
    const list = () => user.send(new ListFoldersCommand({ AwsAccountId }));
    await list();
    await allow(policy(statement("quicksight:ListThemes", "*")));
    await sleep(250);
    await denied(list(), /ListFolders/);
  });

  it("knows a session of a role, and whom nobody knows", async () => {
    const trust = policy({
      ...{ Effect: "Allow", Action: "sts:AssumeRole" },
      Principal: { AWS: `arn:aws:iam::${AwsAccountId}:root` },
    });
    const role = { RoleName: "deploy", Path: "/sso/", AssumeRolePolicyDocument: trust };
    const { Role } = await iam().send(new CreateRoleCommand(role));
    await iam().send(
      new PutRolePolicyCommand({
        ...{ RoleName: "deploy", PolicyName: "p" },
        PolicyDocument: policy(statement("quicksight:ListFolders", "*")),
      }),
    );
    const sts = new STSClient(options());
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: Role?.Arn, RoleSessionName: "ci" }),
    );
    sts.destroy();
    const session = clientWith({ accessKeyId: Credentials?.AccessKeyId ?? "" });
    await session.send(new ListFoldersCommand({ AwsAccountId }));
    await denied(
      session.send(new ListDashboardsCommand({ AwsAccountId })),
      /^User: arn:aws:sts::111122223333:assumed-role\/deploy\/ci is not authorized/,
    );
    for (const unknown of [client(), clientWith({ accessKeyId: "ASIANOBODY" })]) {
      await assert.rejects(unknown.send(new ListFoldersCommand({ AwsAccountId })), (error) => {
        assert.ok(error instanceof QuickSightServiceException);
        assert.equal(error.name, "UnrecognizedClientException");
        assert.equal(error.$metadata.httpStatusCode, 403);
        return true;
      });
    }
    const root = clientWith({ accessKeyId: AwsAccountId });
    await root.send(new ListDashboardsCommand({ AwsAccountId }));
  });
});
