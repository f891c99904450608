import assert from "node:assert/strict";
import { dataSourceCredentialsBySecret as policy } from "../../../policies/data/dataSourceCredentialsBySecret.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "aws:quicksight/dataSource:DataSource";
const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sales-AbCdEf";
const credentialPair = { username: "admin", password: "correct-horse" };
const inProgram =
  "sales: the credentials stand in the program (got credentialPair); store them in Secrets Manager and set credentials.secretArn";

const judge = (props: object, config?: object) =>
  validateResource(policy, { type, name: "sales", props }, config);

describe("policy data-source-credentials-by-secret", () => {
  itDescribesItself(policy, {
    name: "data-source-credentials-by-secret",
    description: /takes its credentials from Secrets Manager only/,
    defaults: { allowCopySource: false },
  });

  it("passes a secret, and a data source without credentials", async () => {
    assert.deepEqual(await judge({ credentials: { secretArn } }), []);
    assert.deepEqual(await judge({ type: "ATHENA" }), []);
  });

  it("refuses a credential pair without showing it", async () => {
    const reported = await judge({ credentials: { credentialPair } });
    assert.deepEqual(reported, [inProgram]);
    assert.ok(!JSON.stringify(reported).includes(credentialPair.password));
  });

  it("refuses copied credentials unless configured", async () => {
    const props = { credentials: { copySourceArn: "arn:aws:quicksight:…:datasource/other" } };
    assert.deepEqual(await judge(props), [
      "sales: the credentials are copied from another data source (got copySourceArn); store them in Secrets Manager and set credentials.secretArn",
    ]);
    assert.deepEqual(await judge(props, { allowCopySource: true }), []);
  });

  it("refuses a secretArn that is something else, without showing it", async () => {
    assert.deepEqual(await judge({ credentials: { secretArn: credentialPair.password } }), [
      "sales: credentials.secretArn is not the ARN of a secret (got another text); store them in Secrets Manager and set credentials.secretArn",
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge({ credentials: unknownText }), []);
    assert.deepEqual(await judge({ credentials: { secretArn: unknownText } }), []);
    assert.deepEqual(await judge({ credentials: { credentialPair: unknownText } }), [inProgram]);
    assert.deepEqual(
      await judge({ credentials: { secretArn: unknownText, credentialPair } }),
      [inProgram],
    );
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucket:Bucket", props: {} }),
      `Policy only applies to resources of type '${type}'`,
    );
  });
});
