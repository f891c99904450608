import assert from "node:assert/strict";
import fc from "fast-check";
import { dataSourceCredentialsBySecret as policy } from "../../../policies/data/dataSourceCredentialsBySecret.ts";
import { type GivenResource, unknownText } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped } from "../support/wrap.ts";

const type = "aws:quicksight/dataSource:DataSource";
const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:sales-AbCdEf";
const password = "correct-horse";
const credentialPair = { username: "admin", password };
const inProgram =
  "sales: the credentials stand in the program (got credentialPair); store them in Secrets Manager and set credentials.secretArn";

const dataSource = (props: object): GivenResource => ({ type, name: "sales", props });
const judge = (props: object, config?: object) => judgeAll(policy, [dataSource(props)], config);

describe("policy data-source-credentials-by-secret", () => {
  itDescribesItself(policy, {
    name: "data-source-credentials-by-secret",
    description: /takes its credentials from Secrets Manager only/,
    defaults: { allowCopySource: false, allowSecretVersions: false, exempt: [] },
  });
  itTakesExemptions(policy, [dataSource({ credentials: { credentialPair } })]);

  it("passes a secret, and a data source without credentials", async () => {
    assert.deepEqual(await judge({ credentials: { secretArn } }), []);
    assert.deepEqual(await judge({ credentials: { secretArn, credentialPair: null } }), []);
    assert.deepEqual(await judge({ credentials: [{ secretArn }] }), []);
    assert.deepEqual(await judge({ type: "ATHENA" }), []);
  });

  it("refuses a credential pair without showing it", async () => {
    const reported = await judge({ credentials: { credentialPair } });
    assert.deepEqual(reported, [inProgram]);
    assert.ok(!JSON.stringify(reported).includes(password));
  });

  it("refuses whatever is not a secret, now and later", async () => {
    for (const kind of ["keyPairCredentials", "webProxyCredentials", "whatComesNext"]) {
      assert.equal((await judge({ credentials: { secretArn, [kind]: { x: password } } })).length, 1);
    }
    assert.equal((await judge({ credentials: password })).length, 1);
    assert.equal((await judge({ credentials: [{ secretArn }, { credentialPair }] })).length, 1);
  });

  it("refuses copied credentials unless configured", async () => {
    const props = { credentials: { copySourceArn: "arn:aws:quicksight:…:datasource/other" } };
    assert.deepEqual(await judge(props), [
      "sales: the credentials are copied from another data source (got copySourceArn); store them in Secrets Manager and set credentials.secretArn",
    ]);
    assert.deepEqual(await judge(props, { allowCopySource: true }), []);
  });

  it("refuses a secretArn that is something else, without showing it", async () => {
    assert.deepEqual(await judge({ credentials: { secretArn: password } }), [
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

  it("refuses it however it is written, and never shows it", async () => {
    const violating = wrapped(alike({
      ...{ type, native: "AWS::QuickSight::DataSource", name: "sales" },
      props: { dataSourceId: "sales", credentials: { credentialPair } },
    }));
    await fc.assert(
      fc.asyncProperty(violating, async (resource) => {
        const reported = await judgeAll(policy, [resource]);
        assert.equal(reported.length, 1);
        assert.ok(!JSON.stringify(reported).includes(password));
      }),
    );
  });

  describe("with a secret whose value the program writes", () => {
    const version = (props: object, from = {}): GivenResource => ({
      ...{ type: "aws:secretsmanager/secretVersion:SecretVersion", name: "value", from },
      props: { secretString: `{"password":"${password}"}`, ...props },
    });
    const refused =
      "value: the credentials of data source sales stand in the program (got the value of its secret); write it with secretStringWo, or where the program does not see it";
    const source = dataSource({ credentials: { secretArn } });

    it("refuses it, by ARN or name, and unless configured", async () => {
      for (const secretId of [secretArn, "sales"]) {
        const resources = [source, version({ secretId })];
        assert.deepEqual(await judgeAll(policy, resources), [refused]);
        assert.deepEqual(await judgeAll(policy, resources, { allowSecretVersions: true }), []);
      }
    });

    it("follows what is not known yet to the secret that it was made from", async () => {
      const secret = { type: "aws:secretsmanager/secret:Secret", name: "secret", props: {} };
      const unknown = { ...dataSource({ credentials: { secretArn: unknownText } }) };
      const followed = { ...unknown, from: { credentials: ["secret"] } };
      const value = version({ secretId: unknownText }, { secretId: ["secret"] });
      assert.deepEqual(await judgeAll(policy, [secret, followed, value]), [refused]);
      assert.deepEqual(await judgeAll(policy, [secret, unknown, value]), []);
    });

    it("passes a value that is only written, and a secret that no data source uses", async () => {
      const written = version({ secretId: secretArn, secretString: null, secretStringWo: "x" });
      assert.deepEqual(await judgeAll(policy, [source, written]), []);
      assert.deepEqual(await judgeAll(policy, [source, version({ secretId: "other" })]), []);
    });
  });

  it("has nothing to say of other types", async () => {
    assert.deepEqual(
      await judgeAll(policy, [{ type: "aws:s3/bucket:Bucket", props: { credentials: {} } }]),
      [],
    );
  });
});
