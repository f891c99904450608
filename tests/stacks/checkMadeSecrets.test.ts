import assert from "node:assert/strict";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import { checkMadeSecrets } from "../../stacks/checkMadeSecrets.ts";
import type { StackResources } from "../../stacks/readState.ts";

const account = (madeSecrets: object, secrets: string[] = []) =>
  parseAccount({
    namespaces: ["default"],
    federation: { samlProvider: "p" },
    madeSecrets,
    secrets,
  });

describe("secrets that are made here", () => {
  const check = async (
    madeSecrets: object,
    environment: Record<string, string> = {},
    state: StackResources = {},
    secrets: string[] = [],
  ) => {
    const { settings } = account(madeSecrets, secrets);
    assert.ok(settings !== undefined);
    const found = await checkMadeSecrets(settings, state, environment);
    return found.map(({ where, message }) => `${where}: ${message}`);
  };

  it("need their content in the environment when it is to be given, and not afterwards", async () => {
    const secret = { "acme/db": { environment: "DB" } };
    const [missing = ""] = await check(secret);
    assert.match(missing, /^account.madeSecrets.acme\/db.environment: the environment has no DB; /);
    assert.deepEqual(await check(secret, { DB: '{"username":"u","password":"p"}' }), []);
    const outputs = { environment: "DB", round: 1, versionId: "v" };
    const urn = "urn:pulumi:dev::p::x$pulumi-nodejs:dynamic/quicksight:SecretValue::acme/db";
    const state = { [urn]: { type: "pulumi-nodejs:dynamic/quicksight:SecretValue", outputs } };
    assert.deepEqual(await check(secret, {}, state), []);
    assert.equal(
      (await check({ "acme/db": { environment: "DB", round: 2 } }, {}, state)).length,
      1,
    );
    assert.deepEqual(await check({ "acme/db": { generated: { username: "u" } } }), []);
  });

  it("are not also among those that exist", async () => {
    const secret = { "acme/db": { generated: { username: "u" } } };
    assert.deepEqual(await check(secret, {}, {}, ["acme/db"]), [
      "account.madeSecrets.acme/db: it is in account.secrets too, which are made elsewhere; name it once",
    ]);
  });

  it("have one source, and a name that is one", () => {
    const problems = (madeSecrets: object) =>
      account(madeSecrets).problems.map(({ where, message }) => `${where}: ${message}`);
    const one = "give exactly one of environment and generated";
    assert.match(problems({ db: {} }).join(), new RegExp(one));
    assert.match(
      problems({ db: { environment: "A", generated: { username: "u" } } }).join(),
      new RegExp(one),
    );
    assert.match(
      problems({ "db-a1b2c3": { environment: "A" } }).join(),
      /does not end in a dash and six characters/,
    );
    assert.match(problems({ db: { environment: "has space" } }).join(), /environment variable/);
  });
});
