import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../policies/build.ts";
import { startSimulator, type Simulator } from "../../local/simulator/startSimulator.ts";
import { createWorkspace, type PulumiWorkspace } from "../../local/engine/pulumi.ts";

const program = fileURLToPath(new URL("fixture", import.meta.url));
const plain = fileURLToPath(new URL("../../examples/plain", import.meta.url));
const pack = fileURLToPath(new URL("../../policies", import.meta.url));

/** Previews alone: nothing here may reach AWS. */
const environment = {
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
};

describe("policy pack under the real engine", function () {
  this.timeout(60_000);
  let workspace: PulumiWorkspace;
  let simulator: Simulator;

  before(async () => {
    // A roster reads QuickSight in a preview, and would wait long for an address where nobody is.
    simulator = await startSimulator();
    const reading = { ...environment, AWS_ENDPOINT_URL: simulator.url };
    const settings = (keep: string) => ({ config: { "policies-fixture:keep": keep } });
    const stackFiles = { right: settings("true"), wrong: settings("false") };
    workspace = await createWorkspace({ program, environment: reading, stackFiles });
    await workspace.run(["stack", "init", "right"]);
    await workspace.run(["stack", "init", "wrong"]);
  });

  after(async () => {
    await workspace.close();
    await simulator.close();
  });

  const preview = async (stack: string, config: string) => {
    const { code, stdout, stderr } = await workspace.run(
      ["preview", "--stack", stack, "--policy-pack", pack, "--policy-pack-config", config],
      { allowFailure: true },
    );
    return { code, output: (stdout + stderr).replaceAll(/\s+/g, " ") };
  };

  it("lets a program that keeps the policies through", async () => {
    const { code, output } = await preview("right", join(pack, "prod.json"));
    assert.equal(code, 0, output);
    assert.match(output, /quicksight-governance@v\d+\.\d+\.\d+/);
    assert.doesNotMatch(output, /mandatory|can't run policy|can't be known/);
    assert.match(
      output,
      /\[advisory\] not-judged .* bucket-access-logged does not judge data until 2099-12-31: /,
    );
  });

  it("refuses a program that breaks them, and says by what and what to do", async () => {
    const { code, output } = await preview("wrong", join(pack, "prod.json"));
    assert.notEqual(code, 0);
    for (const message of [
      "default: guard.removals.percent is too weak (got 100); set it to 25 or less",
      "data: it is not declared that the bucket is closed to the public (got no BucketPublicAccessBlock); add a BucketPublicAccessBlock with",
      "data: the bucket answers without TLS (got no BucketPolicy); add a BucketPolicy that denies s3:* when aws:SecureTransport is false",
      "federation: people who sign in with role federation may do more than they should (got quicksight:CreateAdmin); allow only quicksight:CreateReader",
      "federation: the tags environment, owner must be set (got nothing); add to tags",
    ]) {
      assert.ok(output.includes(message), `${message}\nis not in\n${output}`);
    }
    assert.doesNotMatch(output, /can't run policy|can't be known/);
  });

  it("holds to the configuration that it is given", async () => {
    const { code, output } = await preview("wrong", join(pack, "dev.json"));
    assert.notEqual(code, 0);
    assert.match(output, /\[advisory\] required-tags /);
    assert.match(output, /\[mandatory\] roster-guard .* set it to 50 or less/);
  });

  it("refuses a configuration that the settings do not allow", async () => {
    const config = join(workspace.directory, "policies.json");
    await writeFile(config, JSON.stringify({ "roster-guard": { maxPercent: 101 } }));
    const { code, output } = await preview("right", config);
    assert.notEqual(code, 0);
    assert.match(output, /maxPercent: Must be less than or equal to 100/);
  });
});

describe("policy pack as a package, on a program of somebody else", function () {
  this.timeout(120_000);
  let workspace: PulumiWorkspace;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "policy-package-"));
    build(join(folder, "pack"));
    await symlink(
      fileURLToPath(new URL("../../node_modules", import.meta.url)),
      join(folder, "node_modules"),
    );
    const right = await readFile(join(plain, "Pulumi.prod.yaml"), "utf8");
    const stackFiles = { weak: `${right}  sales-analytics:weak: "true"\n` };
    workspace = await createWorkspace({ program: plain, environment, stackFiles });
    for (const stack of ["prod", "weak"]) await workspace.run(["stack", "init", stack]);
  });

  after(async () => {
    await workspace.close();
    await rm(folder, { recursive: true });
  });

  const preview = async (stack: string) => {
    const built = join(folder, "pack");
    const config = join(built, "prod.json");
    const { code, stdout, stderr } = await workspace.run(
      ["preview", "--stack", stack, "--policy-pack", built, "--policy-pack-config", config],
      { allowFailure: true },
    );
    return { code, output: (stdout + stderr).replaceAll(/\s+/g, " ") };
  };

  it("is compiled JavaScript, which Node takes under node_modules", async () => {
    const files = await readdir(join(folder, "pack"), { recursive: true });
    assert.ok(files.includes("start.js"));
    assert.deepEqual(
      files.filter((file) => file.endsWith(".ts")),
      [],
    );
  });

  it("lets plain resources through that keep the policies", async () => {
    const { code, output } = await preview("prod");
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /mandatory/);
  });

  it("refuses them, one by one, where they do not", async () => {
    const { code, output } = await preview("weak");
    assert.notEqual(code, 0);
    for (const policy of [
      "data-source-credentials-by-secret",
      "kms-key-rotation",
      "row-rules-closed",
      "secrets-role-exact-secrets",
    ]) {
      assert.match(output, new RegExp(`\\[mandatory\\] ${policy} `), output);
    }
    assert.ok(!output.includes("only-for-the-example"), "a password stands in the output");
  });
});
