import assert from "node:assert/strict";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  AccessDeniedException,
  DescribeDataSourceCommand,
  InternalFailureException,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import {
  CreateSecretCommand,
  PutResourcePolicyCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { createDataSource } from "../support/assets.ts";
import { emulated } from "../support/emulated.ts";
import { allowing, policy, trustsQuickSight } from "../support/policies.ts";
import { refused } from "../support/refused.ts";
import { AwsAccountId, simulated } from "../support/simulated.ts";

const RoleName = "aws-quicksight-secretsmanager-role-v0";
const readSecret = "secretsmanager:GetSecretValue";
const credentials = JSON.stringify({ username: "reader", password: "not-to-be-seen" });

describe("simulator: a data source's secret, in the emulator", function () {
  this.timeout(60_000);
  const simulator = simulated();
  const { iam, options, root, makeRole, deployerWith } = emulated(simulator);
  const secret = async (SecretString: string, KmsKeyId?: string): Promise<string> => {
    const client = new SecretsManagerClient(options());
    const { ARN = "" } = await client.send(
      new CreateSecretCommand({ Name: "db", SecretString, KmsKeyId }),
    );
    client.destroy();
    return ARN;
  };
  const makeServiceRole = (document?: string) =>
    makeRole({ RoleName, Path: "/service-role/", ...(document && { policy: document }) });
  const create = (SecretArn: string, client = root(), id = "db") =>
    createDataSource(client, id, { Credentials: { SecretArn } });
  const outcome = async (client = root(), DataSourceId = "db") => {
    const { DataSource } = await client.send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId }),
    );
    return [DataSource?.Status, DataSource?.ErrorInfo?.Type, DataSource?.ErrorInfo?.Message];
  };

  it("creates one whose secret QuickSight and the caller may read", async () => {
    const SecretArn = await secret(credentials);
    await makeServiceRole(allowing(readSecret, SecretArn));
    const user = await deployerWith(allowing(readSecret, SecretArn));
    await create(SecretArn, user);
    assert.deepEqual(await outcome(user), ["CREATION_SUCCESSFUL", undefined, undefined]);
    const { body } = await simulator.control("GET", "/_sim/state");
    assert.doesNotMatch(JSON.stringify(body), /not-to-be-seen/);
  });

  it("refuses a caller who may not read the secret", async () => {
    const SecretArn = await secret(credentials);
    await makeServiceRole(allowing(readSecret));
    const other = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:other-*`;
    const user = await deployerWith(allowing(readSecret, other));
    await refused(create(SecretArn, user), AccessDeniedException, {
      ...{ status: 401, message: /secretsmanager:GetSecretValue/ },
    });
  });

  it("counts what the secret's own policy allows a caller", async () => {
    const SecretArn = await secret(credentials);
    await makeServiceRole(allowing(readSecret));
    const user = await deployerWith(allowing("sts:GetCallerIdentity"));
    const client = new SecretsManagerClient(options());
    const Principal = { AWS: `arn:aws:iam::${AwsAccountId}:user/deployer` };
    const ResourcePolicy = policy({
      ...{ Effect: "Allow", Action: readSecret, Resource: "*", Principal },
    });
    await client.send(new PutResourcePolicyCommand({ SecretId: SecretArn, ResourcePolicy }));
    client.destroy();
    await create(SecretArn, user);
    assert.deepEqual((await outcome(user))[0], "CREATION_SUCCESSFUL");
  });

  it("refuses a secret that does not exist", async () => {
    const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:none-a1b2c3`;
    await refused(create(SecretArn), ResourceNotFoundException, { status: 404 });
  });

  it("fails without the role of QuickSight, in the words of AWS", async () => {
    await create(await secret(credentials));
    assert.deepEqual(await outcome(), [
      "CREATION_FAILED",
      "ACCESS_DENIED",
      "The QuickSight service role required to access your AWS resources has not been created yet.",
    ]);
  });

  it("takes a role of that name at another path for none", async () => {
    await makeRole({ RoleName, policy: allowing(readSecret) });
    await create(await secret(credentials));
    assert.match(String((await outcome())[2]), /has not been created yet\.$/);
  });

  it("fails when that role does not trust QuickSight", async () => {
    const AssumeRolePolicyDocument = trustsQuickSight.replace("quicksight.", "lambda.");
    const role = { RoleName, Path: "/service-role/", AssumeRolePolicyDocument };
    await makeRole({ ...role, policy: allowing(readSecret) });
    await create(await secret(credentials));
    assert.match(String((await outcome())[2]), /^Failed to assume your role\. Verify the trust/);
  });

  it("wants the role and the caller to decrypt with the secret's own key", async () => {
    const kms = new KMSClient(options());
    const KeyId = (await kms.send(new CreateKeyCommand({}))).KeyMetadata?.Arn ?? "";
    kms.destroy();
    const SecretArn = await secret(credentials, KeyId);
    await makeServiceRole(allowing(readSecret));
    const user = await deployerWith(allowing(readSecret));
    await refused(create(SecretArn, user), AccessDeniedException, {
      ...{ status: 401, message: /kms:Decrypt on resource: arn:aws:kms:/ },
    });
    await create(SecretArn);
    assert.match(String((await outcome())[2]), /not authorized to perform: kms:Decrypt/);
    await iam().send(
      new PutRolePolicyCommand({
        ...{ RoleName, PolicyName: "decrypt", PolicyDocument: allowing("kms:Decrypt", KeyId) },
      }),
    );
    await create(SecretArn, root(), "db2");
    assert.equal((await outcome(root(), "db2"))[0], "CREATION_SUCCESSFUL");
  });

  it("counts the policies of the secret and of its key for the role as well", async () => {
    const kms = new KMSClient(options());
    const role = `arn:aws:iam::${AwsAccountId}:role/service-role/${RoleName}`;
    const letting = (AWS: string, Action: string) =>
      policy({ Effect: "Allow", Action, Resource: "*", Principal: { AWS } });
    await makeServiceRole(allowing("kms:*"));
    for (const [may, who] of Object.entries({ yes: role, no: role.replace(RoleName, "x") })) {
      const Policy = letting(who, "kms:*");
      const KeyId = (await kms.send(new CreateKeyCommand({ Policy }))).KeyMetadata?.Arn;
      const secrets = new SecretsManagerClient(options());
      const { ARN = "" } = await secrets.send(
        new CreateSecretCommand({ Name: may, SecretString: credentials, KmsKeyId: KeyId }),
      );
      const ResourcePolicy = letting(role, readSecret);
      await secrets.send(new PutResourcePolicyCommand({ SecretId: ARN, ResourcePolicy }));
      secrets.destroy();
      await create(ARN, root(), may);
    }
    kms.destroy();
    assert.equal((await outcome(root(), "yes"))[0], "CREATION_SUCCESSFUL");
    assert.match(
      String((await outcome(root(), "no"))[2]),
      /not authorized to perform: kms:Decrypt/,
    );
  });

  it("fails when that role may not read the secret", async () => {
    await makeServiceRole();
    await create(await secret(credentials));
    assert.deepEqual((await outcome()).slice(0, 2), ["CREATION_FAILED", "ACCESS_DENIED"]);
  });

  for (const content of ["reader:secret", "null", JSON.stringify({ username: "reader" })]) {
    it(`fails on a secret such as ${content}`, async () => {
      const SecretArn = await secret(content);
      await makeServiceRole(allowing(readSecret));
      await create(SecretArn);
      assert.equal((await outcome())[0], "CREATION_FAILED");
    });
  }

  it("says that the emulator is not there", async () => {
    simulator.reset({ upstream: "http://127.0.0.1:9" });
    const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:db-a1b2c3`;
    await refused(create(SecretArn), InternalFailureException, {
      ...{ status: 500, message: /emulator does not answer/ },
    });
  });
});
