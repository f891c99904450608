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
    const { status, stdout } = print("--stack", "dev-3rd-party", ...place, "--partition", "aws-cn");
    assert.equal(status, 0);
    const { Statement } = JSON.parse(stdout) as {
      Statement: { Sid: string; Resource: string[] }[];
    };
    const resourcesOf = (sid: string) => Statement.find(({ Sid }) => Sid === sid)?.Resource;
    assert.deepEqual(resourcesOf("Namespace"), [
      "arn:aws-cn:quicksight:eu-central-1:444455556666:namespace/3rd-party",
    ]);
    assert.deepEqual(resourcesOf("Lock"), [
      "arn:aws-cn:s3:::quicksight-governance-444455556666-eu-central-1/locks/*",
    ]);
    const elsewhere = print("--stack", "dev-default", ...place, "--identity-region", "us-east-1");
    assert.match(elsewhere.stdout, /arn:aws:quicksight:us-east-1:444455556666:user\/default\/\*/);
  });

  it("says what is missing, and which stack it does not find", () => {
    assert.match(print("--stack", "dev").stderr, /^npm run permissions .*--account ID/);
    const { status, stderr } = print("--stack", "none", ...place);
    assert.equal(status, 1);
    assert.match(stderr, /^ENOENT: .*Pulumi\.none\.yaml/);
  });
});
