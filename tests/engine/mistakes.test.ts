import assert from "node:assert/strict";
import { PutSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { databaseSecret } from "../../local/demo/furnish.ts";
import {
  closeSamples,
  databasePassword,
  type Sample,
  type SampleSettings,
  startDeployedSample,
} from "../support/sample.ts";

const stack = "dev-default";

describe("a mistake about data or access, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let rows: string;
  before(async () => {
    sample = await startDeployedSample();
    rows = await sample.readMembership();
  });
  after(closeSamples);

  /** Somebody leaves, in the same run. */
  const without = (user: string) =>
    sample.writeMembership(
      rows
        .split("\n")
        .filter((row) => !row.includes(user))
        .join("\n"),
    );
  const upWith = async (change: (settings: SampleSettings) => void) => {
    let output = "";
    await sample.withSettings(stack, change, async () => {
      await sample.resetCalls();
      const { code, stdout, stderr } = await sample.up(stack);
      assert.notEqual(code, 0, stdout);
      output = stdout + stderr;
    });
    return output;
  };

  it("in a dashboard's name stops access and nothing else: whoever left is removed", async () => {
    await without("WayneMaxwell");
    const output = await upWith((settings) => {
      settings.access = [{ group: "critical", dashboards: ["Churn", "Sales Results"] }];
    });
    assert.match(output, /tenant\.access\[0\]\.dashboards\[0\]: .*churn-2025.*churn-2026/s);
    assert.match(output, /tenant\.access\[0\]\.dashboards\[1\]: /);
    assert.equal(sample.writes()["DeleteUser"], 1);
    await sample.writeMembership(rows);
    assert.equal((await sample.up(stack)).code, 0);
  });

  it("in a secret stops its data source and nothing else", async () => {
    const secrets = new SecretsManagerClient(sample.emulated());
    const put = (value: object) =>
      secrets.send(
        new PutSecretValueCommand({
          SecretId: databaseSecret,
          SecretString: JSON.stringify(value),
        }),
      );
    await put({ username: "quicksight" });
    try {
      await without("WayneMaxwell");
      const output = await upWith(() => undefined);
      assert.match(
        output,
        /data of this tenant cannot be deployed yet; everything else was:\s+tenant\.dataSources\.sales\.secret: secret oktank\/sales-db has no password/,
      );
      assert.deepEqual(sample.writes(), { DeleteUser: 1 });
    } finally {
      await put({ username: "quicksight", password: databasePassword });
      secrets.destroy();
    }
  });
});
