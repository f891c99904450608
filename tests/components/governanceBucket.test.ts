import assert from "node:assert/strict";
import { GovernanceBucket } from "../../components/governanceBucket.ts";
import { collectResources } from "../support/collectResources.ts";

const declare = () =>
  collectResources(() => {
    const args = { bucketName: "quicksight-governance-111122223333-eu-west-1", tags: {} };
    return new GovernanceBucket("governance", args).bucketName;
  });

describe("GovernanceBucket", () => {
  it("changes one thing about the bucket after the other: S3 refuses two changes at once (OperationAborted)", async () => {
    const { resources, dependencies } = await declare();
    const settings = [...dependencies.keys()].filter((name) => /^aws:s3\/bucket[A-Z]/.test(name));
    assert.equal(settings.length, 6, resources.map(({ urn }) => urn).join("\n"));
    const waitsFor = (one: string, other: string): boolean =>
      (dependencies.get(one) ?? []).some((next) => next === other || waitsFor(next, other));
    const atOnce = settings.flatMap((one, index) =>
      settings
        .slice(index + 1)
        .filter((other) => !waitsFor(one, other) && !waitsFor(other, one))
        .map((other) => `${one} and ${other}`),
    );
    assert.deepEqual(atOnce, []);
  });
});
