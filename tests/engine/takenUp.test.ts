import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

const stack = "dev-default";

/** A run that is killed between AWS's answer and the state leaves what the state does not have: so it is made here. */
describe("what a run of a tenant stack made and its state lost", function () {
  this.timeout(600_000);
  let sample: Sample;
  before(async () => {
    sample = await startSample();
    await up("dev");
    await up(stack);
  });
  after(() => closeSamples());

  const up = async (name: string) => {
    const { code, stdout, stderr } = await sample.up(name);
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  const run = (args: string[]) => sample.workspace.run(args, { allowFailure: true });
  const forget = async (...ends: string[]) => {
    for (const end of ends) {
      const { stdout } = await run(["stack", "--show-urns", "--stack", stack]);
      const urn = stdout.split(/\s+/).find((word) => word.endsWith(end));
      // It went with what it depends on.
      if (urn === undefined) continue;
      const args = ["state", "delete", urn, "--target-dependents", "--yes", "--stack", stack];
      const { code, stderr } = await run(args);
      assert.equal(code, 0, stderr);
    }
  };

  it("is taken up by the next run, named in the preview, and then is like all else", async () => {
    await forget(
      "aws:ssm/parameter:Parameter::default-settings",
      "aws:quicksight/dataSource:DataSource::default-sales",
      "aws:quicksight/dataSource:DataSource::default-revenue",
      "aws:quicksight/dataSource:DataSource::default-revenue-rules",
    );
    const { code, stdout, stderr } = await sample.preview(stack);
    assert.equal(code, 0, stdout + stderr);
    assert.match(
      stdout + stderr,
      /takes up .*qsgov-default-revenue, .*qsgov-default-revenue-rules, .*\/default\/settings/,
    );
    await sample.resetCalls();
    await up(stack);
    assert.deepEqual(Object.keys(sample.writes()), []);
    await up(stack);
    const same = await run(["preview", "--diff", "--expect-no-changes", "--stack", stack]);
    assert.equal(same.code, 0, same.stdout + same.stderr);
  });

  it("is another stack's where this one has no people yet, also in namespace default", async () => {
    const directory = sample.workspace.directory;
    const settings = await readFile(join(directory, `Pulumi.${stack}.yaml`), "utf8");
    await writeFile(join(directory, "Pulumi.dev-copy.yaml"), settings);
    await run(["stack", "init", "dev-copy"]);
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.preview("dev-copy");
    assert.notEqual(code, 0);
    assert.match(
      stdout + stderr,
      /tenant\.namespace: the namespace default has a stack already, .* delete-parameter --name \/quicksight-governance\/tenants\/default\/settings/,
    );
    assert.deepEqual(sample.writes(), {});
  });
});
