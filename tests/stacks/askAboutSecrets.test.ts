import assert from "node:assert/strict";
import { planRemovedSecrets, removedSecretsGuard } from "../../core/account/removedSecretsGuard.ts";
import { findSecretUses } from "../../core/secrets/findSecretUses.ts";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import { askGuard } from "../../stacks/askGuard.ts";
import { checkMadeSecrets } from "../../stacks/checkMadeSecrets.ts";
import { removedSecrets } from "../../stacks/removedSecrets.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { simulated } from "../simulator/support/simulated.ts";
import { createDataSource } from "../simulator/support/assets.ts";

const arnOf = (name: string) =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-a1b2c3`;
const state = (outputs: Record<string, object>): StackResources =>
  Object.fromEntries(
    Object.entries(outputs).map(([name, more]) => [
      `urn:pulumi:dev::p::aws:secretsmanager/secret:Secret::${name}`,
      {
        type: "aws:secretsmanager/secret:Secret",
        outputs: { name, arn: arnOf(name), recoveryWindowInDays: 30, ...more },
      },
    ]),
  );
const settingsOf = (madeSecrets: object, more: object = {}) => {
  const { settings, problems } = parseAccount({
    ...{ namespaces: ["default"], federation: { samlProvider: "p" }, madeSecrets, ...more },
  });
  assert.deepEqual(problems, []);
  assert.ok(settings !== undefined);
  return settings;
};
const generated = { username: "u" };

describe("a secret that was made here and leaves the settings", () => {
  const world = simulated();
  const desired = { accountId: "111122223333", region: "eu-west-1" };
  const ask = (
    actual: Parameters<typeof planRemovedSecrets>[0],
    environment: Record<string, string> = {},
  ) =>
    askGuard(
      removedSecretsGuard,
      { desired, actual, plan: planRemovedSecrets(actual) },
      environment,
    );

  it("is one that the state has and they have not", () => {
    const settings = settingsOf({ stays: { generated } });
    const held = state({ stays: {}, goes: {}, soon: { recoveryWindowInDays: 7 } });
    assert.deepEqual(removedSecrets(held, settings), [
      { name: "goes", arn: arnOf("goes"), days: 30 },
      { name: "soon", arn: arnOf("soon"), days: 7 },
    ]);
  });

  it("is asked about by name while data sources sign in with it, and goes once they do not or it is approved", () => {
    assert.equal(ask([{ name: "db", arn: arnOf("db"), usedBy: [] }]), undefined);
    const used = [{ name: "db", arn: arnOf("db"), usedBy: ["qsgov-sales-db", "theirs"] }];
    const refusal = ask(used) ?? "";
    assert.match(
      refusal,
      /secret db would be deleted, and 2 data sources, among them qsgov-sales-db, theirs would sign in no more/,
    );
    const [, hash = ""] = /QUICKSIGHT_GOVERNANCE_APPROVE=(\w+)/.exec(refusal) ?? [];
    assert.equal(ask(used, { QUICKSIGHT_GOVERNANCE_APPROVE: hash }), undefined);
    const more = [{ name: "db", arn: arnOf("db"), usedBy: ["another", "qsgov-sales-db"] }];
    assert.notEqual(ask(more, { QUICKSIGHT_GOVERNANCE_APPROVE: hash }), undefined);
  });

  it("is used by whichever data source has its ARN, whoever made that", async () => {
    const client = world.client();
    const Credentials = { SecretArn: arnOf("db") };
    await createDataSource(client, "b", { Credentials });
    await createDataSource(client, "a", { Credentials });
    await createDataSource(client, "c");
    const uses = await findSecretUses(client, "111122223333", new Set([arnOf("db"), arnOf("x")]));
    assert.deepEqual([...uses], [[arnOf("db"), ["a", "b"]]]);
  });
});

describe("the key of a secret that is made here", () => {
  const check = async (secret: object, held: object = {}, more: object = {}) => {
    const settings = settingsOf({ db: { generated, ...secret } }, more);
    const found = await checkMadeSecrets(settings, state({ db: held }), {});
    return found.map(({ where, message }) => `${where}: ${message}`);
  };
  const keys = { keys: { main: { default: true } } };

  it("is one of the account's by name, another by its ARN, or AWS's own", async () => {
    const arn = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    for (const key of [undefined, "aws/secretsmanager", arn]) {
      assert.deepEqual(await check({ key }), [], key);
    }
    assert.deepEqual(await check({ key: "main" }, {}, keys), []);
    assert.match(
      (await check({ key: "other" }, {}, keys)).join(),
      /^account\.madeSecrets\.db\.key: there is no key other in account\.keys \(main\)/,
    );
  });

  it("is not one that is used through QuickSight alone", async () => {
    assert.match(
      (await check({ key: "main" }, {}, { ...keys, conditions: "all" })).join(),
      /used through QuickSight alone/,
    );
  });

  it("is given up by name only, as the secret keeps one that is left out", async () => {
    const kmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/k";
    assert.match((await check({}, { kmsKeyId })).join(), /say key: aws\/secretsmanager/);
    assert.deepEqual(await check({ key: "aws/secretsmanager" }, { kmsKeyId }), []);
    assert.deepEqual(await check({}, { kmsKeyId: "alias/aws/secretsmanager" }), []);
  });
});
