import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import {
  AccessDeniedException,
  ListDashboardsCommand,
  ListFoldersCommand,
  QuickSightServiceException,
} from "@aws-sdk/client-quicksight";
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { emulated } from "../support/emulated.ts";
import { allowing, policy } from "../support/policies.ts";
import { refused } from "../support/refused.ts";
import { AwsAccountId, simulated } from "../support/simulated.ts";

const UserName = "ana";
const RoleName = "deploy";
const trust = policy({
  ...{ Effect: "Allow", Action: ["sts:AssumeRole", "sts:TagSession"] },
  Principal: { AWS: `arn:aws:iam::${AwsAccountId}:root` },
});
const listDashboards = () => new ListDashboardsCommand({ AwsAccountId });
const listFolders = () => new ListFoldersCommand({ AwsAccountId });
const denied = (call: Promise<unknown>, message: RegExp) =>
  refused(call, AccessDeniedException, { status: 403, message });

describe("simulator: IAM knows of whoever calls", function () {
  this.timeout(60_000);
  const simulator = simulated();
  const { iam, options, makeRole } = emulated(simulator);
  /** A user who may make every call, and their key. */
  const makeUser = async () => {
    await iam().send(new CreateUserCommand({ UserName }));
    const PolicyDocument = allowing("quicksight:*");
    await iam().send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument }));
    const { AccessKey } = await iam().send(new CreateAccessKeyCommand({ UserName }));
    const { AccessKeyId: accessKeyId = "", SecretAccessKey: secretAccessKey = "" } =
      AccessKey ?? {};
    return { accessKeyId, secretAccessKey };
  };
  const withSts = async <T>(credentials: object, ask: (sts: STSClient) => Promise<T>) => {
    const sts = new STSClient({ ...options(), ...credentials });
    const answer = await ask(sts);
    sts.destroy();
    return answer;
  };
  /** A client with a session of a role that may do what the policy says. */
  const assume = async (PolicyDocument: string, session: object = {}) => {
    const RoleArn = await makeRole({ RoleName, AssumeRolePolicyDocument: trust });
    await iam().send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument }));
    const input = { RoleArn, RoleSessionName: "ci", ...session };
    const { Credentials } = await withSts({}, (sts) => sts.send(new AssumeRoleCommand(input)));
    return simulator.clientWith({ accessKeyId: Credentials?.AccessKeyId ?? "" });
  };

  it("a boundary that is set while they work", async () => {
    const user = simulator.clientWith(await makeUser());
    await user.send(listDashboards());
    const { Policy } = await iam().send(
      new CreatePolicyCommand({
        PolicyName: "boundary",
        PolicyDocument: policy(
          { Effect: "Allow", Action: "quicksight:ListFolders", Resource: "*" },
          { Effect: "Deny", Action: "quicksight:ListThemes", Resource: "*" },
        ),
      }),
    );
    const PermissionsBoundary = Policy?.Arn;
    await iam().send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    await sleep(250);
    await user.send(listFolders());
    await denied(
      user.send(listDashboards()),
      /because no permissions boundary allows the quicksight:ListDashboards action$/,
    );
  });

  it("a key that is switched off while they work", async () => {
    const { accessKeyId: AccessKeyId } = await makeUser();
    const user = simulator.clientWith({ accessKeyId: AccessKeyId });
    await user.send(listFolders());
    await iam().send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: "Inactive" }));
    await sleep(250);
    await refused(user.send(listFolders()), QuickSightServiceException, { status: 403 });
  });

  it("the policy of a session, which takes and never gives", async () => {
    const session = await assume(allowing("quicksight:ListFolders"), {
      Policy: policy(
        { Effect: "Allow", Action: "quicksight:List*", Resource: "*" },
        { Effect: "Deny", Action: "quicksight:ListFolders", Resource: "*" },
      ),
    });
    await denied(session.send(listFolders()), /with an explicit deny in a session policy$/);
    await denied(session.send(listDashboards()), /because no identity-based policy allows/);
  });

  it("the tags of a session", async () => {
    const ofTeam = (team: string) => ({
      ...{ Effect: "Allow", Action: "quicksight:ListFolders", Resource: "*" },
      Condition: { StringEquals: { "aws:PrincipalTag/team": team } },
    });
    const Tags = [{ Key: "team", Value: "bi" }];
    const session = await assume(policy(ofTeam("bi")), { Tags });
    await session.send(listFolders());
    const PolicyDocument = policy(ofTeam("sales"));
    await iam().send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument }));
    await sleep(250);
    await denied(session.send(listFolders()), /ListFolders/);
  });

  it("a session of a user, as with a second factor", async () => {
    const credentials = await makeUser();
    const { Credentials } = await withSts({ credentials }, (sts) =>
      sts.send(new GetSessionTokenCommand({})),
    );
    const session = simulator.clientWith({ accessKeyId: Credentials?.AccessKeyId ?? "" });
    await session.send(listFolders());
  });
});
