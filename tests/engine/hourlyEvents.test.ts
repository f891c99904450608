import assert from "node:assert/strict";
import { hourlySettings } from "../../core/settings/hourlySettings.ts";
import { hourlyPermissions } from "../../stacks/hourlyPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { closeSamples, type Sample, type SampleSettings, startSample } from "../support/sample.ts";

const hourly = { events: true, paused: true, alarms: { emails: ["bi@example.com"] } };
const withEvents = (settings: SampleSettings) => {
  settings.hourly = hourly;
};

describe("what starts the hourly governance besides the hour", function () {
  this.timeout(900_000);
  let sample: Sample;
  before(async () => {
    sample = await startSample();
    // The sample has no hourly governance: what it needs comes beside its rights.
    const { accountId, region, identityRegion } = sample.aws;
    const facts = { accountId, region, identityRegion, partition: "aws" };
    const rights = hourlyPermissions({ hourly: hourlySettings.parse(hourly) }, facts);
    const roles = {
      sid: "Roles",
      actions: ["iam:*"],
      resources: [`arn:aws:iam::${accountId}:role/quicksight-governance-hourly-*`],
    };
    await sample.addRights("hourly", toPolicyDocument([...rights, roles]));
  });
  after(closeSamples);

  it("is declared with the rights that are documented, and the next preview is empty", () =>
    sample.withSettings("dev", withEvents, async () => {
      const { code, stdout, stderr } = await sample.up("dev");
      assert.equal(code, 0, stdout + stderr);
      const args = ["preview", "--diff", "--expect-no-changes", "--stack", "dev"];
      const next = await sample.workspace.run(args, { allowFailure: true });
      assert.equal(next.code, 0, next.stdout + next.stderr);
    }));
});
