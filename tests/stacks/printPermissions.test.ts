import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

const print = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync("node", ["local/printPermissions.ts", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};
const place = ["--account", "444455556666", "--region", "eu-central-1"];

describe("npm run permissions", function () {
  this.timeout(60_000);

  it("prints the policy of a stack, for the account and Regions that are given", () => {
    const { status, stdout } = print("--stack", "dev-3rd-party", ...place);
    assert.equal(status, 0);
    const { Statement } = JSON.parse(stdout) as {
      Statement: { Sid: string; Resource: string[] }[];
    };
    const resourcesOf = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(resourcesOf("Namespace"), [
      "arn:aws:quicksight:eu-central-1:444455556666:namespace/3rd-party",
    ]);
    assert.deepEqual(resourcesOf("Lock"), [
      "arn:aws:s3:::quicksight-governance-444455556666-eu-central-1/locks/*",
    ]);
    const elsewhere = print("--stack", "dev-default", ...place, "--identity-region", "us-east-1");
    assert.match(elsewhere.stdout, /arn:aws:quicksight:us-east-1:444455556666:user\/default\/\*/);
  });

  it("finds the partition by the Region, unless it is given", () => {
    const stack = ["--stack", "dev-default", "--account", "444455556666"];
    for (const [region, partition, ...more] of [
      ["cn-north-1", "aws-cn"],
      ["us-gov-west-1", "aws-us-gov"],
      ["eu-west-1", "aws-cn", "--partition", "aws-cn"],
    ] as const) {
      const { status, stdout } = print(...stack, "--region", region, ...more);
      assert.equal(status, 0);
      assert.ok(stdout.includes(`"arn:${partition}:quicksight:${region}:444455556666:`), region);
    }
  });

  it("refuses what is no account, no Region and no partition, all at once", () => {
    const wrong = ["--account", "4444-5555-6666", "--region", "Frankfurt", "--partition", "amazon"];
    const { status, stdout, stderr } = print(
      ...["--stack", "dev", ...wrong, "--identity-region", "us-east"],
    );
    assert.equal(status, 1);
    assert.equal(stdout, "");
    assert.deepEqual(stderr.trim().split("\n"), [
      "--account: 4444-5555-6666 is no account; give its number of 12 digits",
      "--region: Frankfurt is no Region; give one such as eu-west-1",
      "--identity-region: us-east is no Region; give one such as eu-west-1",
      "--partition: amazon is none of aws, aws-cn, aws-us-gov; leave it out to go by the Region",
    ]);
  });

  it("says what is missing, and which stack it does not find", () => {
    assert.match(print("--stack", "dev").stderr, /^npm run permissions .*--account ID/);
    const { status, stderr } = print("--stack", "none", ...place);
    assert.equal(status, 1);
    assert.match(stderr, /^ENOENT: .*Pulumi\.none\.yaml/);
  });
});
