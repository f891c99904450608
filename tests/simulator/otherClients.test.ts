import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const run = promisify(execFile);

describe("simulator: other clients", () => {
  const { url } = simulated({ namespaceDelayMs: 60_000 });
  const env = (): NodeJS.ProcessEnv => ({
    PATH: process.env["PATH"],
    AWS_ENDPOINT_URL_QUICKSIGHT: url(),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_DEFAULT_REGION: "eu-west-1",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_MAX_ATTEMPTS: "1",
    ACCOUNT: AwsAccountId,
  });
  const aws = (...args: readonly string[]) =>
    run("aws", ["quicksight", ...args, "--aws-account-id", AwsAccountId], { env: env() });

  it("serves boto3 as it is", async () => {
    const script = path.join(import.meta.dirname, "support/boto3Calls.py");
    await run("python3", [script], { env: env() });
  });

  it("serves the AWS command line as it is", async () => {
    const created = await aws(
      ...["create-namespace", "--namespace", "acme", "--identity-store", "QUICKSIGHT"],
    );
    assert.equal(
      (JSON.parse(created.stdout) as Record<string, unknown>)["CreationStatus"],
      "CREATING",
    );
    await assert.rejects(
      aws("describe-user", "--namespace", "default", "--user-name", "a/b@x.com"),
      {
        stderr:
          "\nAn error occurred (ResourceNotFoundException) when calling the DescribeUser operation: " +
          "User a/b@x.com not found in namespace default.\n",
      },
    );
  });
});
