import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import {
  CreateRoleCommand,
  IAMClient,
  ListRolePoliciesCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { federationRoleArn, groupNameOf, userNameOf } from "../../core/aws/scope.ts";
import type { Role } from "../../core/settings/role.ts";
import { parse, stringify } from "yaml";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";
import { scope } from "../support/simulatedNamespace.ts";

/** Who is in the account before anybody has heard of this program. */
const people: readonly (readonly [email: string, role: Role, ...groups: string[]])[] = [
  ["ana@oktank.com", "ADMIN", "bi-admin"],
  ["bo@oktank.com", "ADMIN", "bi-admin"],
  ["cy@oktank.com", "READER", "critical", "usa"],
  ["di@oktank.com", "READER", "critical"],
  ["ed@oktank.com", "AUTHOR", "usa"],
  ["fi@oktank.com", "READER"],
];

const secretsRoleName = "aws-quicksight-secretsmanager-role-v0";
const policyOf = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

/** How a command ended. */
interface Said {
  readonly code: unknown;
  readonly stdout: string;
  readonly stderr: string;
}

/** The steps of docs/adoption.md. */
describe("taking over an account that is in use", function () {
  this.timeout(600_000);
  let sample: Sample;
  let directory: string;
  let dumped: Said;
  let planned: Said;
  let refused: Said;
  let account: Said;
  let tenant: Said;
  /** What the first run of the tenant wrote to QuickSight. */
  let writes: Record<string, number>;
  /** The membership file of the dump. */
  let dump: string;
  let putBack: () => Promise<void>;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "adoption-"));
    sample = await startSample();
    await furnishPeople();
    await furnishRole();
    await furnishFederation();
    dumped = await qsgov("dump", "--namespace", "default");
    planned = await qsgov("plan", "--tenant", "tenant.yaml");
    const { code, stdout, stderr } = await sample.preview("dev");
    refused = { code, stdout, stderr };
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.federation = { existing: true, role: scope.federationRole };
      },
      async () => {
        account = await sample.up("dev");
      },
    );
    await writeSettings();
    await sample.resetCalls();
    tenant = await sample.up("dev-default");
    writes = sample.writes();
    putBack = await sample.remember();
    dump = await readFile(join(directory, "membership.csv"), "utf8");
  });
  beforeEach(async () => {
    await putBack();
    await writeFile(join(directory, "membership.csv"), dump);
  });
  after(async () => {
    await rm(directory, { recursive: true, force: true });
    await closeSamples();
  });

  /** What people sign in with: every account that is in use has it. */
  const furnishFederation = async () => {
    const iam = new IAMClient(sample.emulated());
    const Federated = `arn:aws:iam::${scope.accountId}:saml-provider/oktank`;
    const trust = { Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithSAML" };
    await iam.send(
      new CreateRoleCommand({
        ...{ RoleName: scope.federationRole, Description: "Made by the identity team" },
        AssumeRolePolicyDocument: policyOf(trust),
      }),
    );
    iam.destroy();
  };

  /** What the console makes where access to Secrets Manager is enabled, with a policy of its own. */
  const furnishRole = async () => {
    const iam = new IAMClient(sample.emulated());
    const trust = { Effect: "Allow", Principal: { Service: "quicksight.amazonaws.com" } };
    await iam.send(
      new CreateRoleCommand({
        ...{ RoleName: secretsRoleName, Path: "/service-role/" },
        AssumeRolePolicyDocument: policyOf({ ...trust, Action: "sts:AssumeRole" }),
      }),
    );
    await iam.send(
      new PutRolePolicyCommand({
        ...{ RoleName: secretsRoleName, PolicyName: "theirs" },
        PolicyDocument: policyOf({
          Effect: "Allow",
          Action: "secretsmanager:GetSecretValue",
          Resource: "*",
        }),
      }),
    );
    iam.destroy();
  };

  const furnishPeople = async () => {
    const client = sample.quickSight(sample.aws.identityRegion);
    const address = { AwsAccountId: scope.accountId, Namespace: "default" };
    for (const group of new Set(people.flatMap(([, , ...groups]) => groups))) {
      const GroupName = groupNameOf(scope, group);
      await client.send(new CreateGroupCommand({ ...address, GroupName }));
    }
    for (const [email, role] of people) await register(client, email, role);
    await register(client, "root@oktank.com", "ADMIN", "Administrator");
    // Groups do not know them at once.
    await sleep(500);
    for (const [email, , ...groups] of people) await putInto(client, email, groups);
    await putInto(client, "root@oktank.com", ["usa"], "Administrator");
  };

  const register = async (
    client: QuickSightClient,
    email: string,
    UserRole: Role,
    federationRole = scope.federationRole,
  ) => {
    await client.send(
      new RegisterUserCommand({
        ...{ AwsAccountId: scope.accountId, Namespace: "default" },
        ...{ IdentityType: "IAM", SessionName: email, Email: email, UserRole },
        IamArn: federationRoleArn({ ...scope, federationRole }),
      }),
    );
  };

  const putInto = async (
    client: QuickSightClient,
    email: string,
    groups: readonly string[],
    federationRole = scope.federationRole,
  ) => {
    for (const group of groups) {
      await client.send(
        new CreateGroupMembershipCommand({
          ...{ AwsAccountId: scope.accountId, Namespace: "default" },
          GroupName: groupNameOf(scope, group),
          MemberName: userNameOf({ ...scope, federationRole }, email),
        }),
      );
    }
  };

  const qsgov = (...args: string[]) =>
    new Promise<Said>((settle) => {
      const env = { ...process.env, ...sample.workspace.environment, AWS_REGION: "eu-west-1" };
      const main = resolve("cli/main.ts");
      execFile(
        process.execPath,
        [main, ...args],
        { cwd: directory, env },
        (error, stdout, stderr) => {
          settle({ code: error === null ? 0 : error.code, stdout, stderr });
        },
      );
    });

  const writeSettings = async () => {
    const settings = parse(await readFile(join(directory, "tenant.yaml"), "utf8")) as object;
    const membership = { file: join(directory, "membership.csv") };
    const account = "organization/quicksight-governance/dev";
    const config = {
      "aws:region": "eu-west-1",
      "quicksight-governance:kind": "tenant",
      "quicksight-governance:tenant": { ...settings, account, membership },
    };
    const file = join(sample.workspace.directory, "Pulumi.dev-default.yaml");
    await writeFile(file, stringify({ config }));
  };

  it("begins with a dump, whose plan is empty and which names what it cannot say", () => {
    const { code, stdout, stderr } = dumped;
    assert.equal(code, 0, stderr);
    assert.match(stdout, /5 people in 3 groups/);
    assert.match(stdout, /user Administrator\/root@oktank\.com/);
    assert.equal(planned.code, 0, planned.stdout + planned.stderr);
    assert.match(planned.stdout, /^nothing to do/m);
  });

  it("is told to use the role that people sign in with, before anything is written", () => {
    assert.notEqual(refused.code, 0);
    assert.match(
      refused.stdout + refused.stderr,
      /account\.federation: a role quicksight-fed-users is there already .* existing: true/,
    );
  });

  it("goes on with the stacks, which change nobody and no group", () => {
    assert.equal(account.code, 0, account.stdout);
    const { code, stdout, stderr } = tenant;
    assert.equal(code, 0, stdout + stderr);
    assert.deepEqual(writes, {});
    assert.match(stdout, /root@oktank\.com \(ADMIN, member of usa\): not managed here; left as is/);
  });

  it("leaves the role with which QuickSight reads secrets to whoever made it, and gives it a policy", async () => {
    const iam = new IAMClient(sample.emulated());
    const { PolicyNames } = await iam.send(
      new ListRolePoliciesCommand({ RoleName: secretsRoleName }),
    );
    iam.destroy();
    assert.deepEqual(PolicyNames?.toSorted(), ["read-selected-secrets", "theirs"]);
  });

  it("then takes a change of the file like any other", async () => {
    const file = join(directory, "membership.csv");
    await writeFile(file, `${await readFile(file, "utf8")}default,bi-admin,di,di@oktank.com\n`);
    const { stdout: preview } = await sample.preview("dev-default");
    assert.match(preview, /\+ di@oktank\.com +ADMIN +bi-admin critical/);
    await sample.resetCalls();
    assert.equal((await sample.up("dev-default")).code, 0);
    assert.deepEqual(sample.writes(), { UpdateUser: 1, CreateGroupMembership: 1 });
  });

  it("leaves groups and whoever is not managed when the tenant is destroyed", async () => {
    const run = (environment = {}) =>
      sample.workspace.run(["destroy", "--yes", "--skip-preview", "--stack", "dev-default"], {
        allowFailure: true,
        environment,
      });
    const refused = await run();
    const hash = /APPROVE=(\w+)/.exec(refused.stdout)?.[1] ?? "";
    assert.match(refused.stdout, /the stack is being destroyed/);
    await sample.resetCalls();
    const { code, stdout } = await run({ QUICKSIGHT_GOVERNANCE_APPROVE: hash });
    assert.equal(code, 0, stdout);
    assert.deepEqual(Object.keys(sample.writes()), ["DeleteUser"]);
  });
});
