import assert from "node:assert/strict";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { DescribeDataSourceCommand } from "@aws-sdk/client-quicksight";
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { deployerName } from "../../local/emulator/createDeployer.ts";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import { databasePassword, type Sample } from "../support/sample.ts";

const policyOf = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const read = { Action: "secretsmanager:GetSecretValue", Resource: "*" };

describe("a secret that a data source needs, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;

  onDeployedSample((deployed) => {
    sample = deployed;
  });

  const makeSecret = async (Name: string, KmsKeyId?: string) => {
    const secrets = new SecretsManagerClient(sample.emulated());
    const SecretString = JSON.stringify({ username: "quicksight", password: databasePassword });
    await secrets.send(new CreateSecretCommand({ Name, SecretString, KmsKeyId }));
    secrets.destroy();
  };

  /** Deploys both stacks with one more data source, on this secret, and returns how it is. */
  const deployWith = async (secret: string) => {
    const source = { type: "POSTGRESQL", name: "More", host: "db.oktank.com", port: 5432 };
    await sample.withSettings(
      "dev",
      (settings) => settings.secrets.push(secret),
      async () => {
        const { code, stdout, stderr } = await sample.up("dev");
        assert.equal(code, 0, stdout + stderr);
      },
    );
    await sample.withSettings(
      "dev-default",
      (settings) =>
        Object.assign(settings.dataSources, { more: { ...source, database: "sales", secret } }),
      async () => {
        const { code, stdout, stderr } = await sample.up("dev-default");
        assert.equal(code, 0, stdout + stderr);
      },
    );
    const client = sample.quickSight();
    const { DataSource } = await client.send(
      new DescribeDataSourceCommand({
        ...{ AwsAccountId: sample.aws.accountId, DataSourceId: "qsgov-default-more" },
      }),
    );
    return DataSource?.Status;
  };

  it("may have a key of its own, with which the deployer's rights decrypt it", async () => {
    const kms = new KMSClient(sample.emulated());
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    kms.destroy();
    await makeSecret("oktank/keyed-db", KeyMetadata?.Arn);
    await sample.addRights("read", {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", ...read }],
    });
    assert.equal(await deployWith("oktank/keyed-db"), "CREATION_SUCCESSFUL");
  });

  it("may be one that its own policy lets the deployer read", async () => {
    await makeSecret("oktank/shared-db");
    const secrets = new SecretsManagerClient(sample.emulated());
    const deployer = `arn:aws:iam::${sample.aws.accountId}:user/${deployerName}`;
    const ResourcePolicy = policyOf({ ...read, Principal: { AWS: deployer } });
    const SecretId = "oktank/shared-db";
    await secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
    secrets.destroy();
    assert.equal(await deployWith("oktank/shared-db"), "CREATION_SUCCESSFUL");
  });
});
