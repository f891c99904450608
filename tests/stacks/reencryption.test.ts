import assert from "node:assert/strict";
import { parseAccount } from "../../core/settings/parseAccount.ts";
import { accountStack } from "../../stacks/account.ts";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import { collectResources } from "../support/collectResources.ts";

const facts = {
  ...{ accountId: "111122223333", partition: "aws" },
  ...{ region: "eu-west-1", identityRegion: "us-east-1" },
};

describe("re-encryption of an account stack", () => {
  const settingsOf = (more: object) => {
    const { settings } = parseAccount({
      ...{ namespaces: ["default"], federation: { samlProvider: "okta" } },
      ...more,
    });
    assert.ok(settings !== undefined);
    return settings;
  };
  const declared = async (more: object) => {
    const { resources, dependencies } = await collectResources(() =>
      accountStack(settingsOf(more), facts, { secretArns: [], keyArns: [], existing: false }),
    );
    const found = resources.find(({ urn }) => urn.includes("quicksight:Reencryption"));
    return { inputs: found?.inputs, dependencies };
  };
  const rights = (more: object) =>
    accountPermissions(settingsOf(more), facts).flatMap(({ actions, resources }) =>
      actions.map((action) => `${action} ${resources.join()}`),
    );
  const keys = { main: { default: true }, former: {} };

  it("is declared where keys are registered, after these are, with the lock of the account", async () => {
    const { inputs, dependencies } = await declared({ keys });
    assert.match(String(inputs?.["defaultKey"]), /keys-main$/);
    assert.equal(inputs?.["lockBucket"], "quicksight-governance-111122223333-eu-west-1");
    const [, waits = []] = [...dependencies].find(([name]) => name.includes("Reencryption")) ?? [];
    assert.ok(waits.some((name) => name.endsWith("Completion::keys-registration")));
    assert.equal((await declared({})).inputs, undefined);
  });

  it("keeps no key waiting that the settings revoke or restore: that is done once the list of keys is registered", async () => {
    for (const access of ["revoked", "granted"]) {
      const former = { access, reason: "a leak", rotatedOn: "2026-03-01" };
      const { dependencies } = await declared({ keys: { main: { default: true }, former } });
      const ofAccess = [...dependencies].find(([name]) => name.includes("KeyAccess"))?.[1] ?? [];
      const waits = ofAccess.filter((name) => name.includes("dynamic/quicksight"));
      const registered = "pulumi-nodejs:dynamic/quicksight:Completion::keys-registration";
      assert.deepEqual(waits, [registered]);
    }
  });

  it("is told which keys the settings revoke, as that may be done after it", async () => {
    const revoked = { access: "revoked", reason: "a leak" };
    const { inputs } = await declared({ keys: { ...keys, former: revoked } });
    assert.match(String(inputs?.["closing"]), /keys-former$/);
    const granted = { access: "granted", reason: "closed" };
    for (const former of [{}, granted]) {
      const { inputs: others } = await declared({ keys: { ...keys, former } });
      assert.equal(others?.["closing"], undefined);
    }
  });

  it("is not declared where it is switched off, and needs no rights then", async () => {
    const reencryption = { enabled: false };
    assert.equal((await declared({ keys, reencryption })).inputs, undefined);
    const loads = /CreateIngestion|locks\//;
    assert.doesNotMatch(rights({ keys, reencryption }).join(), loads);
    assert.doesNotMatch(rights({}).join(), loads);
    assert.match(rights({ keys }).join("\n"), /s3:PutObject \S+\/locks\/@account\.json/);
  });

  it("reads tags only where one exempts", () => {
    const tags = /ListTagsForResource \S+dataset/;
    assert.doesNotMatch(rights({ keys }).join("\n"), tags);
    const reencryption = { exceptTag: { key: "keep-key" } };
    assert.match(rights({ keys, reencryption }).join("\n"), tags);
  });
});
