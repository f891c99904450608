import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { parse, stringify } from "yaml";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { type Sample, startSample } from "../support/sample.ts";

const stack = "dev-default";
const bucket = "quicksight-governance-111122223333-eu-west-1";
const row = "default,usa,Ana,ana@oktank.com\ndefault,bi-admin,Bo,bo@oktank.com\n";

describe("groups that qsgov makes and those that a stack makes", function () {
  this.timeout(300_000);
  let sample: Sample;
  let directory: string;
  before(async () => {
    sample = await startSample();
    directory = await mkdtemp(join(tmpdir(), "groups-"));
    await sample.writeMembership(row);
  });
  after(async () => {
    await rm(directory, { recursive: true, force: true });
    await sample.close();
  });

  const declare = (groups: Record<string, object>) => {
    const settings = readStackSettings(stack);
    assert.ok(settings.kind === "tenant");
    return {
      namespace: "default",
      account: "organization/quicksight-governance/dev",
      governanceBucket: bucket,
      membership: { file: join(directory, "membership.csv") },
      groups: { usa: {}, "bi-admin": { role: "ADMIN" }, ...groups },
    };
  };
  const writeStack = (groups: Record<string, object>) =>
    writeFile(
      join(sample.workspace.directory, `Pulumi.${stack}.yaml`),
      stringify({
        config: {
          "aws:region": "eu-west-1",
          "quicksight-governance:kind": "tenant",
          "quicksight-governance:tenant": declare(groups),
        },
      }),
    );
  const apply = async (groups: Record<string, object>) => {
    await writeFile(join(directory, "membership.csv"), row);
    await writeFile(join(directory, "tenant.yaml"), stringify(declare(groups)));
    const env = { ...process.env, ...sample.workspace.environment, AWS_REGION: "eu-west-1" };
    return new Promise<string>((settle, fail) => {
      const args = [resolve("cli/main.ts"), "apply", "--tenant", "tenant.yaml"];
      execFile(process.execPath, args, { cwd: directory, env }, (error, stdout, stderr) => {
        if (error === null) settle(stdout);
        else fail(new Error(stdout + stderr));
      });
    });
  };
  const up = async () => {
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
    return stdout;
  };

  it("go together: what qsgov made first is used by the stack, and nothing is made twice", async () => {
    assert.equal((await sample.up("dev")).code, 0);
    await apply({});
    await writeStack({ gbr: {} });
    await up();
    assert.deepEqual(sample.writes(), { CreateGroup: 1 });
    assert.match(await up(), /Resources:\n\s+\d+ unchanged\n/);
    assert.deepEqual(sample.writes(), {});
  });

  it("also when qsgov makes one between two runs of the stack", async () => {
    await apply({ gbr: {}, mex: { description: "Rows of Mexico" } });
    await writeStack({ gbr: {}, mex: { description: "Rows of Mexico, and more" } });
    await up();
    assert.deepEqual(sample.writes(), {});
    assert.match(await up(), /Resources:\n\s+\d+ unchanged\n/);
  });

  it("end with the stack where the stack made them, and stay where it did not", async () => {
    await writeStack({});
    await up();
    assert.deepEqual(sample.writes(), { DeleteGroup: 1 });
  });

  it("are published with all settings as one object, whose version a parameter names", async () => {
    const options = sample.emulated();
    const ssm = new SSMClient(options);
    const name = "/quicksight-governance/tenants/default/settings";
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: name }));
    ssm.destroy();
    const pointer = parse(Parameter?.Value ?? "") as Record<string, string>;
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    const head = await s3.send(
      new HeadObjectCommand({ Bucket: bucket, Key: "settings/default.json" }),
    );
    assert.deepEqual(pointer, {
      bucket,
      key: "settings/default.json",
      versionId: head.VersionId,
    });
    s3.destroy();
  });

  it("leave settings and membership file behind when the tenant is destroyed", async () => {
    const run = (environment = {}) =>
      sample.workspace.run(["destroy", "--yes", "--skip-preview", "--stack", stack], {
        allowFailure: true,
        environment,
      });
    const hash = /APPROVE=(\w+)/.exec((await run()).stdout)?.[1] ?? "";
    const { code, stdout } = await run({ QUICKSIGHT_GOVERNANCE_APPROVE: hash });
    assert.equal(code, 0, stdout);
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    for (const Key of ["settings/default.json", "membership/default.csv"]) {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
    }
    s3.destroy();
  });
});
