import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { Agent } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";
import { DeleteUserPolicyCommand, IAMClient, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { readNamespace } from "../../core/people/readNamespace.ts";
import { deployerName } from "../../local/emulator/createDeployer.ts";
import { stacks } from "../../local/demo/stackFiles.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample } from "../support/sample.ts";

const execute = promisify(execFile);
const sampleRows = await readFile("data/membership.csv", "utf8");

/** The lines of a diff that add or take something, without the engine's own. */
const changedLines = (stdout: string) =>
  stdout
    .split("\n")
    .filter((line) => /^\s*[-+] .*@/.test(line))
    .map((line) => line.trim().replaceAll(/\s+/g, " "));

describe("the sample organisation, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  onDeployedSample(
    (deployed) => {
      sample = deployed;
    },
    { isOwn: true },
  );
  afterEach("is answered by the simulator as the API model says", () => {
    assert.deepEqual(sample.aws.simulator.violations(), []);
  });

  const peopleOf = async (namespace: string) => {
    const { aws } = sample;
    const client = sample.quickSight(sample.aws.identityRegion);
    const { people } = await readNamespace(client, {
      accountId: aws.accountId,
      partition: "aws",
      namespace,
      identityRegion: aws.identityRegion,
      federationRole: "quicksight-fed-users",
      groupPrefix: "quicksight-fed-",
    });
    return people.map(({ email, role, groups }) => `${email} ${role} ${groups.join(" ")}`);
  };

  it("has everybody of the membership file in their namespace, with role and groups", async () => {
    const people = await peopleOf("default");
    assert.equal(people.length, 16);
    for (const expected of [
      "BettyRamirez@oktank.com READER critical usa",
      "JohnKing@oktank.com ADMIN all-countries bi-admin",
      "KevinGunn@oktank.com AUTHOR bi-developer",
      "TeresitaRedd@oktank.com AUTHOR all-countries power-reader",
    ]) {
      assert.ok(people.includes(expected), expected);
    }
    assert.deepEqual(await peopleOf("3rd-party"), ["SanZhang@oktank.com AUTHOR 3rd-party"]);
  });

  it("publishes settings and membership file, and exports what other stacks read", async () => {
    const { stdout } = await sample.workspace.run([
      "stack",
      "output",
      "--json",
      "--stack",
      "dev-default",
    ]);
    const outputs = JSON.parse(stdout) as Record<string, unknown>;
    assert.deepEqual(outputs["people"], { total: 16, byRole: { ADMIN: 2, AUTHOR: 4, READER: 10 } });
    assert.deepEqual((outputs["groups"] as Record<string, unknown>)["bi-admin"], {
      arn: "arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-bi-admin",
      groupName: "quicksight-fed-bi-admin",
      role: "ADMIN",
    });
    const environment = { ...process.env, ...sample.workspace.environment };
    const parameter = await execute(
      "aws",
      [
        "ssm",
        "get-parameter",
        "--name",
        "/quicksight-governance/tenants/default/settings",
        "--query",
        "Parameter.Value",
        "--output",
        "text",
      ],
      { env: environment },
    );
    const bucket = "quicksight-governance-111122223333-eu-west-1";
    const key = "settings/default.json";
    const { versionId, ...place } = JSON.parse(parameter.stdout) as Record<string, string>;
    assert.deepEqual(place, { bucket, key });
    assert.ok(versionId !== undefined && versionId.length > 0);
    const settings = await execute("aws", ["s3", "cp", `s3://${bucket}/${key}`, "-"], {
      env: environment,
    });
    const { identity, remembered } = JSON.parse(settings.stdout) as {
      readonly identity: Readonly<Record<string, string>>;
      readonly remembered: { readonly access: readonly (readonly string[])[] };
    };
    const meant = remembered.access.find(([, name]) => name === "Field Operations Dashboard");
    assert.equal(meant?.[0], "dashboard", "what a name meant, for whoever has no state");
    assert.ok(meant[2] !== undefined && meant[2] !== "");
    assert.equal(identity["role"], "quicksight-fed-users");
    assert.equal(identity["groupPrefix"], "quicksight-fed-");
    const object = await execute(
      "aws",
      ["s3", "cp", `s3://${bucket}/membership/default.csv`, "-"],
      {
        env: environment,
      },
    );
    assert.equal(object.stdout, sampleRows);
  });

  it("changes nothing and writes nothing when it is deployed again", async () => {
    await sample.resetCalls();
    for (const stack of stacks) {
      const { stdout } = await sample.up(stack);
      assert.match(stdout, /Resources:\n\s+\d+ unchanged\n/);
    }
    assert.deepEqual(sample.writes(), {});
  });

  it("names the person whose line changed in a preview, and nobody else", async () => {
    await sample.writeMembership(
      sampleRows.replace("Critical,BettyRamirez", "BI-Admin,BettyRamirez"),
    );
    const { code, stdout } = await sample.preview("dev-default");
    assert.equal(code, 0, stdout);
    assert.deepEqual(changedLines(stdout), [
      "- BettyRamirez@oktank.com READER critical usa",
      "+ BettyRamirez@oktank.com ADMIN bi-admin usa",
    ]);
  });

  it("names who was changed behind its back in the next preview, and that people may raise their own role, and heals both", async () => {
    const { aws, workspace } = sample;
    const member = "quicksight-fed-users/JohnKing@oktank.com";
    await execute(
      "aws",
      [
        "quicksight",
        "delete-group-membership",
        "--aws-account-id",
        aws.accountId,
        "--namespace",
        "default",
        "--group-name",
        "quicksight-fed-all-countries",
        "--member-name",
        member,
        "--region",
        aws.identityRegion,
      ],
      { env: { ...process.env, ...workspace.environment } },
    );
    await execute(
      "aws",
      // prettier-ignore
      ["quicksight", "update-self-upgrade-configuration", "--aws-account-id", aws.accountId, "--namespace", "default", "--self-upgrade-status", "AUTO_APPROVAL", "--region", aws.identityRegion],
      { env: { ...process.env, ...workspace.environment } },
    );
    const { stdout } = await sample.preview("dev-default");
    assert.match(stdout, /selfUpgrade *: "open" => "deny"/);
    assert.deepEqual(changedLines(stdout), [
      // What the refresh found, then what the update would do about it.
      "- JohnKing@oktank.com ADMIN all-countries bi-admin",
      "+ JohnKing@oktank.com ADMIN bi-admin",
      "- JohnKing@oktank.com ADMIN bi-admin",
      "+ JohnKing@oktank.com ADMIN all-countries bi-admin",
    ]);
    await execute(
      "aws",
      // prettier-ignore
      ["quicksight", "register-user", "--aws-account-id", aws.accountId, "--namespace", "default", "--identity-type", "IAM", "--iam-arn", `arn:aws:iam::${aws.accountId}:role/Administrator`, "--session-name", "root@oktank.com", "--email", "root@oktank.com", "--user-role", "ADMIN", "--region", aws.identityRegion],
      { env: { ...process.env, ...workspace.environment } },
    );
    await sample.resetCalls();
    const healed = await sample.up("dev-default");
    assert.deepEqual(sample.writes(), {
      CreateGroupMembership: 1,
      UpdateSelfUpgradeConfiguration: 1,
    });
    assert.match(
      healed.stdout,
      /default: user Administrator\/root@oktank\.com \(ADMIN\): not managed here; left as is/,
    );
  });

  it("refuses during the preview to remove more people than the guard allows, and takes an approval of exactly that plan, once", async () => {
    const kept = sampleRows
      .split("\n")
      .filter((row) => !/Critical|HighlyConfidential|USA|GBR/.test(row))
      .join("\n");
    await sample.writeMembership(kept);
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.preview("dev-default");
    assert.notEqual(code, 0);
    assert.match(
      stdout + stderr,
      /the guard refuses this plan for people of namespace default; nothing was written/,
    );
    const up = await sample.up("dev-default");
    assert.notEqual(up.code, 0);
    assert.deepEqual(sample.writes(), {});
    const hash = /QUICKSIGHT_GOVERNANCE_APPROVE=(\w+)/.exec(up.stdout + up.stderr)?.[1] ?? "";
    const approved = await sample.up("dev-default", { QUICKSIGHT_GOVERNANCE_APPROVE: hash });
    assert.equal(approved.code, 0, approved.stdout + approved.stderr);
    assert.equal((await peopleOf("default")).length, 6);
    await sample.writeMembership(sampleRows);
    assert.equal((await sample.up("dev-default")).code, 0);
    assert.equal((await peopleOf("default")).length, 16);

    await sample.writeMembership(kept);
    await sample.resetCalls();
    const again = await sample.up("dev-default", { QUICKSIGHT_GOVERNANCE_APPROVE: hash });
    assert.notEqual(again.code, 0);
    assert.deepEqual(sample.writes(), {});
    // The preview knows as well what runs of the last day have taken, and which approvals they have used.
    const asked = await sample.preview("dev-default");
    const another = /QUICKSIGHT_GOVERNANCE_APPROVE=(\w+)/.exec(asked.stdout + asked.stderr)?.[1];
    assert.ok(another !== undefined && another !== hash, another);
    const anew = await sample.up("dev-default", { QUICKSIGHT_GOVERNANCE_APPROVE: another });
    assert.equal(anew.code, 0, anew.stdout + anew.stderr);
    assert.equal((await peopleOf("default")).length, 6);
  });

  it("names every bad row with its line and writes nothing", async () => {
    await sample.writeMembership(
      [
        ...sampleRows.split("\n"),
        "default,Critical,ana",
        "default,nogroup,bo,bo@x.com",
        "",
        "nowhere,usa,cy,cy@x.com",
        "default,usa,di,di",
        "default,usa,JohnKing,john@x.com",
      ].join("\n"),
    );
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.up("dev-default");
    assert.notEqual(code, 0);
    const output = stdout + stderr;
    assert.match(output, /the membership file has 4 mistakes; nothing was written/);
    for (const pattern of [
      /membership\.csv:23: the row has 3 fields/,
      /membership\.csv:24: group "nogroup" is not in the settings/,
      /membership\.csv:26: namespace "nowhere" is not one of this account/,
      /membership\.csv:27: email is not an address/,
    ]) {
      assert.match(output, pattern);
    }
    assert.doesNotMatch(output, /at .*\.ts:\d+/);
    assert.deepEqual(sample.writes(), {});
  });

  it("asks IAM before it writes, and names every right that the caller lacks", async () => {
    const { aws } = sample;
    const iam = new IAMClient({
      region: aws.region,
      endpoint: aws.rootEnvironment["AWS_ENDPOINT_URL"] ?? "",
      credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: new Agent({ ca: aws.certificate }) },
    });
    const policy = { UserName: deployerName, PolicyName: "deny" };
    const Statement = [
      { Effect: "Deny", Action: ["quicksight:RegisterUser", "ssm:PutParameter"], Resource: "*" },
    ];
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await iam.send(new PutUserPolicyCommand({ ...policy, PolicyDocument }));
    const { code, stdout, stderr } = await sample.up("dev-default").finally(async () => {
      await iam.send(new DeleteUserPolicyCommand(policy));
      iam.destroy();
    });
    assert.notEqual(code, 0);
    const output = stdout + stderr;
    assert.match(output, /this stack cannot be deployed yet; nothing was written/);
    assert.match(
      output,
      /quicksight-governance-deployer: may not quicksight:RegisterUser on .*explicitDeny/,
    );
    assert.match(output, /may not ssm:PutParameter on/);
    assert.deepEqual(sample.writes(), {});
  });

  it("names every mistake in the settings and writes nothing", async () => {
    const file = join(sample.workspace.directory, "Pulumi.dev-default.yaml");
    const right = await readFile(file, "utf8");
    const wrong = right
      .replace("namespace: default", "namespace: Default")
      .replace("role: ADMIN", "role: OWNER");
    await writeFile(file, wrong);
    const { code, stdout, stderr } = await sample.up("dev-default");
    assert.notEqual(code, 0);
    assert.match(
      stdout + stderr,
      /the settings of stack dev-default have 2 mistakes; nothing was written/,
    );
    assert.match(stdout + stderr, /tenant\.groups\.bi-admin\.role: is wrong \(got "OWNER"\)/);
    assert.match(stdout + stderr, /tenant\.namespace: is wrong \(got "Default"\)/);
    // The refresh before it reads.
    assert.deepEqual(sample.writes(), {});
  });

  it("keeps credentials out of state, preview and output", async () => {
    const { AWS_SECRET_ACCESS_KEY: secret = "", AWS_ACCESS_KEY_ID: key = "" } =
      sample.workspace.environment;
    assert.ok(secret.length > 10 && key.length > 10);
    for (const stack of stacks) {
      const state = await sample.workspace.run(["stack", "export", "--stack", stack]);
      const preview = await sample.preview(stack);
      for (const text of [state.stdout, preview.stdout, preview.stderr]) {
        assert.ok(!text.includes(secret) && !text.includes(key));
      }
    }
  });

  it("keeps the state of 10,000 people below 2 MB, and the preview of one change among them below 90 lines", async function () {
    // 30,000 calls: a busy machine takes minutes for them.
    this.timeout(600_000);
    const many = Array.from({ length: 10_000 }, (_, index) => {
      const user = `Person${String(index).padStart(5, "0")}`;
      return ["Critical", "USA"].map((group) => `default,${group},${user},${user}@oktank.com`);
    }).flat();
    const text = `${sampleRows}\n${many.join("\n")}\n`;
    await sample.writeMembership(text);
    const refused = await sample.preview("dev-default");
    const said = refused.stdout + refused.stderr;
    assert.match(said, /10000 people would be registered where 16 are; the limit is 50/);
    const hash = /QUICKSIGHT_GOVERNANCE_APPROVE=(\w+)/.exec(said)?.[1] ?? "";
    const approval = { QUICKSIGHT_GOVERNANCE_APPROVE: hash };
    const { code, stdout, stderr } = await sample.up("dev-default", approval);
    assert.equal(code, 0, stdout + stderr);
    assert.equal((await peopleOf("default")).length, 10_016);
    const state = await sample.workspace.run(["stack", "export", "--stack", "dev-default"]);
    assert.ok(state.stdout.length < 2_000_000, `the state has ${state.stdout.length} bytes`);
    await sample.writeMembership(text.replace("USA,Person05000", "GBR,Person05000"));
    const preview = await sample.preview("dev-default");
    assert.deepEqual(changedLines(preview.stdout), [
      "- Person05000@oktank.com READER critical usa",
      "+ Person05000@oktank.com READER critical gbr",
    ]);
    const lines = preview.stdout.trim().split("\n").length;
    assert.ok(lines < 90, `the preview has ${lines} lines:\n${preview.stdout}`);
  });
});
