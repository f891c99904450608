import assert from "node:assert/strict";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  ListRolesCommand,
  ListUsersCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulatePrincipalPolicyCommandInput,
} from "@aws-sdk/client-iam";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import { asRoot } from "../support/asRoot.ts";

const account = "111122223333";

/** A policy of exactly so many characters that are not white space. */
function policyOf(characters: number): string {
  const make = (Sid: string) =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid, Effect: "Allow", Action: "s3:*", Resource: "*" }],
    });
  return make("x".repeat(characters - make("").length));
}

describe("emulator: what AWS's IAM refuses", function () {
  this.timeout(30_000);
  let emulator: Emulator;
  let iam: IAMClient;
  const authorizations = join(tmpdir(), `authorizations-${process.pid}.jsonl`);

  before(async () => {
    emulator = await startEmulator({ accountId: account, authorizations });
    iam = new IAMClient(asRoot(emulator));
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await iam.send(new CreateUserCommand({ UserName: "ana", Path: "/team/" }));
    await iam.send(
      new CreateRoleCommand({ RoleName: "ci", Path: "/a/b/", AssumeRolePolicyDocument }),
    );
  });
  after(async () => {
    iam.destroy();
    await emulator.close();
    await rm(authorizations);
  });

  const onUser = (PolicyName: string, PolicyDocument: string) =>
    iam.send(new PutUserPolicyCommand({ UserName: "ana", PolicyName, PolicyDocument }));
  const onRole = (PolicyName: string, PolicyDocument: string) =>
    iam.send(new PutRolePolicyCommand({ RoleName: "ci", PolicyName, PolicyDocument }));
  const managed = (PolicyName: string, PolicyDocument: string) =>
    iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  const tooLarge = (call: Promise<unknown>, message: string) =>
    assert.rejects(call, { name: "LimitExceededException", message });

  it("is inline policies of a user over 2,048 characters, of a role over 10,240, and managed ones over 6,144", async () => {
    await onUser("a", policyOf(1_000).replaceAll(",", ",\n\t "));
    await onUser("b", policyOf(1_048));
    await onUser("b", policyOf(1_048));
    await tooLarge(
      onUser("c", policyOf(100)),
      "Maximum policy size of 2048 bytes exceeded for user ana",
    );
    await onRole("a", policyOf(10_240));
    await tooLarge(
      onRole("a", policyOf(10_241)),
      "Maximum policy size of 10240 bytes exceeded for role ci",
    );
    await managed("fits", policyOf(6_144));
    await tooLarge(
      managed("too-large", policyOf(6_145)),
      "Cannot exceed quota for PolicySize: 6144",
    );
  });

  it("is an eleventh managed policy on a user", async () => {
    const attach = async (name: string) => {
      const { Policy } = await managed(name, policyOf(100));
      await iam.send(new AttachUserPolicyCommand({ UserName: "ana", PolicyArn: Policy?.Arn }));
    };
    for (let index = 0; index < 10; index += 1) await attach(`p${index}`);
    await tooLarge(attach("p10"), "Cannot exceed quota for PoliciesPerUser: 10");
  });

  const simulate = async (input: Partial<SimulatePrincipalPolicyCommandInput>) => {
    const { EvaluationResults = [] } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${account}:role/a/b/ci`,
        ActionNames: ["s3:GetObject"],
        ...input,
      }),
    );
    return EvaluationResults.map(({ EvalDecision }) => EvalDecision);
  };

  it("is a simulation of several actions on named resources", async () => {
    await assert.rejects(
      simulate({
        ActionNames: ["s3:GetObject", "s3:CreateBucket", "ssm:GetParameter"],
        ResourceArns: ["arn:aws:s3:::b/*"],
      }),
      {
        name: "InvalidInputException",
        message:
          "Invalid Input Actions: [s3:GetObject] and [s3:CreateBucket,ssm:GetParameter] require different authorization information.",
      },
    );
  });

  it("is a simulation for a session, or for a role without its path", async () => {
    const session = `arn:aws:sts::${account}:assumed-role/ci/me`;
    await assert.rejects(simulate({ PolicySourceArn: session }), {
      message: `Invalid Entity Arn: ${session} does not clearly define entity type and name.`,
    });
    await assert.rejects(simulate({ PolicySourceArn: `arn:aws:iam::${account}:role/ci` }), {
      name: "NoSuchEntityException",
    });
  });

  it("is nothing else of a simulation: each resource has its answer, and conditions see what is given", async () => {
    const Statement = [
      { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/*" },
      {
        ...{ Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
        Condition: { StringEquals: { "iam:PassedToService": "quicksight.amazonaws.com" } },
      },
    ];
    await onRole("a", JSON.stringify({ Version: "2012-10-17", Statement }));
    const ResourceArns = ["arn:aws:s3:::a/x", "arn:aws:s3:::b/x"];
    assert.deepEqual(await simulate({ ResourceArns }), ["allowed", "implicitDeny"]);
    const pass = { ActionNames: ["iam:PassRole"] };
    assert.deepEqual(await simulate(pass), ["implicitDeny"]);
    const entry = {
      ...{ ContextKeyName: "iam:PassedToService", ContextKeyType: "string" as const },
      ContextKeyValues: ["quicksight.amazonaws.com"],
    };
    assert.deepEqual(await simulate({ ...pass, ContextEntries: [entry] }), ["allowed"]);
  });

  it("is a call of IAM from outside the Region that IAM has, wherever its caller is", async () => {
    await iam.send(new CreateUserCommand({ UserName: "bob" }));
    const PolicyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: ["us-east-1", "eu-west-1"].map((region, index) => ({
        ...{ Effect: "Allow", Action: ["iam:ListRoles", "iam:ListUsers"][index], Resource: "*" },
        Condition: { StringEquals: { "aws:RequestedRegion": region } },
      })),
    });
    const UserName = "bob";
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const bob = new IAMClient({
      endpoint: emulator.url,
      region: "eu-west-1",
      credentials: {
        accessKeyId: AccessKey?.AccessKeyId ?? "",
        secretAccessKey: AccessKey?.SecretAccessKey ?? "",
      },
      requestHandler: { httpsAgent: { ca: emulator.certificate } },
    });
    await bob.send(new ListRolesCommand({}));
    await assert.rejects(bob.send(new ListUsersCommand({})), { name: "AccessDenied" });
    bob.destroy();
  });

  it("notes each right that it asks about", async () => {
    const lines = (await readFile(authorizations, "utf8")).trim().split("\n");
    const first: unknown = JSON.parse(lines[0] ?? "");
    assert.deepEqual(first, {
      principal: `arn:aws:iam::${account}:root`,
      action: "iam:CreateUser",
      resource: `arn:aws:iam::${account}:user/ana`,
      allowed: true,
    });
  });
});
