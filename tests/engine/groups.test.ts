import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DeleteGroupCommand, ListGroupsCommand } from "@aws-sdk/client-quicksight";
import { HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { parse, stringify } from "yaml";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const stack = "dev-default";
const bucket = "quicksight-governance-111122223333-eu-west-1";
const row = "default,usa,Ana,ana@oktank.com\ndefault,bi-admin,Bo,bo@oktank.com\n";

/** What a state says of a resource, as far as it is read here. */
interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly [field: string]: unknown;
}

describe("groups that qsgov makes and those that a stack makes", function () {
  this.timeout(600_000);
  let sample: Sample;
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "groups-"));
    sample = await startSample();
    await sample.writeMembership(row);
  });
  after(async () => {
    await rm(directory, { recursive: true, force: true });
    await closeSamples();
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
  const clientOf = () => sample.quickSight(sample.aws.identityRegion);
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
    await writeStack({ gbr: {}, mex: { description: "Rows of Mexico" } });
    await up();
    assert.deepEqual(sample.writes(), {});
    assert.match(await up(), /Resources:\n\s+\d+ unchanged\n/);
  });

  it("are made again when somebody deletes one in the console, and the preview names it", async () => {
    const client = clientOf();
    const address = { AwsAccountId: "111122223333", Namespace: "default" };
    await client.send(new DeleteGroupCommand({ ...address, GroupName: "quicksight-fed-mex" }));
    const { stdout } = await sample.preview(stack);
    assert.match(stdout, /^ +\+ +mex +Rows of Mexico$/m);
    await up();
    assert.deepEqual(sample.writes(), { CreateGroup: 1 });
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

  it("go on as resources of their own in a state that an earlier version left", async () => {
    const { workspace } = sample;
    const { stdout } = await workspace.run(["stack", "export", "--stack", stack]);
    const state = JSON.parse(stdout) as { deployment: { resources: StateResource[] } };
    const { resources } = state.deployment;
    const tenant = resources.find(({ type }) => type.endsWith("TenantNamespace"));
    const object = resources.find(({ type }) => type.endsWith("BucketObjectv2"));
    assert.ok(tenant && object);
    const place = { awsAccountId: "111122223333", namespace: "default", region: "us-east-1" };
    const inputs = { ...place, groupName: "quicksight-fed-gbr" };
    const [prefix = ""] = tenant.urn.split("::default");
    resources.splice(resources.indexOf(object) + 1, 0, {
      ...object,
      urn: `${prefix}$aws:quicksight/group:Group::default-gbr`,
      type: "aws:quicksight/group:Group",
      id: "111122223333/default/quicksight-fed-gbr",
      parent: tenant.urn,
      inputs,
      outputs: {
        ...inputs,
        arn: "arn:aws:quicksight:us-east-1:111122223333:group/default/quicksight-fed-gbr",
      },
      dependencies: [],
      propertyDependencies: {},
      retainOnDelete: false,
    });
    const file = join(directory, "state.json");
    await writeFile(file, JSON.stringify(state));
    await workspace.run(["stack", "import", "--file", file, "--stack", stack]);
    const preview = await sample.preview(stack);
    assert.equal(preview.code, 0, preview.stdout + preview.stderr);
    assert.doesNotMatch(preview.stdout, /quicksight\/group:Group|to delete/);
    assert.match(preview.stdout, /^ +- +gbr$/m);
  });

  it("leave settings and membership file behind when the tenant is destroyed", async () => {
    const run = (environment = {}) =>
      sample.workspace.run(["destroy", "--yes", "--skip-preview", "--stack", stack], {
        allowFailure: true,
        environment,
      });
    const hash = /APPROVE=(\w+)/.exec((await run()).stdout)?.[1] ?? "";
    await sample.resetCalls();
    const { code, stdout } = await run({ QUICKSIGHT_GOVERNANCE_APPROVE: hash });
    assert.equal(code, 0, stdout);
    assert.equal(sample.writes()["DeleteUser"], 2);
    const client = clientOf();
    const address = { AwsAccountId: "111122223333", Namespace: "default" };
    const { GroupList } = await client.send(new ListGroupsCommand(address));
    assert.deepEqual(GroupList, []);
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    for (const Key of ["settings/default.json", "membership/default.csv"]) {
      await s3.send(new HeadObjectCommand({ Bucket: bucket, Key }));
    }
    s3.destroy();
  });
});
