import assert from "node:assert/strict";
import { KMSClient } from "@aws-sdk/client-kms";
import { withDeny } from "../../../../core/keys/access/denyStatements.ts";
import type { DesiredKeyAccess } from "../../../../core/keys/access/keyAccess.ts";
import { keyAccessSubject } from "../../../../core/keys/access/keyAccessSubject.ts";
import { PlanRefused } from "../../../../core/reconcile/planRefused.ts";
import { run } from "../../../../core/reconcile/run.ts";
import {
  type KeyServer,
  openKey,
  type ServedKey,
  startKeyServer,
} from "../../../support/keyServer.ts";
import { keepEnvironment } from "../../../support/keepEnvironment.ts";

const region = "eu-west-1";
const keyArn = `arn:aws:kms:${region}:111122223333:key/main`;
const tagKey = "quicksight-governance:access";
const desired: DesiredKeyAccess = {
  ...{ accountId: "111122223333", region, keyArn, access: "revoked", method: "disable" },
  ...{ reason: "a leak", by: "arn:aws:iam::111122223333:user/ana" },
};

describe("the changes of a key", () => {
  let server: KeyServer;
  let key: ServedKey;
  let kms: KMSClient;
  keepEnvironment();
  beforeEach(async () => {
    server = await startKeyServer();
    Object.assign(process.env, server.environment);
    kms = new KMSClient({ region });
    key = openKey();
    server.keys.set(keyArn, key);
  });
  afterEach(() => {
    kms.destroy();
    server.close();
  });
  const runOnce = (asked: DesiredKeyAccess, bucket: string | undefined, approvals: string[]) =>
    run(keyAccessSubject({ kms, access: { region }, bucket }), {
      ...{ desired: asked, regions: { identity: region, data: [region] }, owner: "a test" },
      ...{ approvals, lock: bucket === undefined ? undefined : { bucket, region } },
    });
  /** A run that is approved where it asks; the steps that were done and that failed. */
  const change = async (more: Partial<DesiredKeyAccess>, isWithBucket = true) => {
    const bucket = isWithBucket ? "governance" : undefined;
    const asked = { ...desired, ...more };
    const { verdict, done, failed } = await runOnce(asked, bucket, []).catch((error: unknown) => {
      if (!(error instanceof PlanRefused)) throw error;
      return runOnce(asked, bucket, [error.verdict.hash]);
    });
    const kinds = done.map(({ kind }) => kind);
    const failures = failed.map(({ step, reason }) => `${step.kind}: ${reason}`);
    return { kinds, failures, notices: verdict.plan.notices.join("\n") };
  };

  /** What KMS shows of the key before a call of these stays what it shows, for two readings or until it is forgotten. */
  const showLate = (calls: readonly string[], readings: number) => {
    let read = 0;
    server.meddle = (call) => {
      if (calls.includes(call)) {
        read = 0;
        server.stale.set(keyArn, { ...key });
      } else if (call === "GetKeyPolicy" && (read += 1) > readings) server.stale.delete(keyArn);
    };
  };

  const late = [
    ["disable", ["DisableKey", "EnableKey"], Infinity],
    ["deny", ["PutKeyPolicy"], 2],
  ] as const;
  for (const [method, calls, readings] of late) {
    it(`by ${method} are known also where KMS shows them later: what was taken is given back`, async () => {
      const before = { state: key.state, policy: key.policy };
      showLate(calls, readings);
      assert.deepEqual((await change({ method })).failures, []);
      assert.match(key.tags.get(tagKey) ?? "none", new RegExp(`^revoked by ${method} `));
      server.stale.clear();
      assert.deepEqual((await change({ access: "granted" })).failures, []);
      assert.deepEqual({ state: key.state, policy: key.policy }, before);
      assert.equal(key.tags.size, 0);
      server.stale.clear();
      assert.deepEqual((await change({ access: "granted" })).kinds, [], "and nothing is owed");
    }).timeout(30_000);
  }

  it("are still known as ours where somebody changes our statements while they are written", async () => {
    server.meddle = (call) => {
      if (call !== "GetKeyPolicy" || !key.policy.includes("QuickSightGovernance")) return;
      key.policy = key.policy.replace('"kms:Encrypt",', "");
    };
    const { failures } = await change({ method: "deny" });
    assert.match(failures.join(), /deny: .*somebody else writes it too/);
    server.meddle = () => undefined;
    assert.match(key.tags.get(tagKey) ?? "none", /^revoked by deny /);
    const { kinds, notices } = await change({ access: "granted" });
    assert.deepEqual(kinds, ["allow", "record"]);
    assert.doesNotMatch(notices, /nothing here says who put them there/);
    assert.equal(key.policy, openKey().policy);
  }).timeout(30_000);

  it("are ours where an error leaves open whether they happened, and KMS does not show it yet", async () => {
    server.refuse = (call) => (call === "DisableKey" ? "KMSInternalException" : undefined);
    server.meddle = (call) => {
      if (call !== "DisableKey") return;
      server.stale.set(keyArn, { ...key });
      key.state = "Disabled";
    };
    assert.match((await change({})).failures.join(), /disable: KMSInternal/);
    server.refuse = () => undefined;
    server.stale.clear();
    assert.deepEqual((await change({ access: "granted" })).failures, []);
    assert.equal(key.state, "Enabled");
  });

  it("that were approved and failed are not asked about again, until somebody wants the opposite", async () => {
    await change({});
    server.refuse = (call) => (call === "EnableKey" ? "AccessDeniedException" : undefined);
    const restore = { ...desired, access: "granted" as const };
    assert.match((await change(restore)).failures.join(), /enable: AccessDenied/);
    assert.match((await change(restore)).failures.join(), /enable: AccessDenied/);
    server.refuse = () => undefined;
    assert.equal((await runOnce(restore, "governance", [])).failed.length, 0, "nobody is asked");
    await change({});
    server.refuse = (call) => (call === "EnableKey" ? "AccessDeniedException" : undefined);
    assert.match((await change(restore)).failures.join(), /enable: AccessDenied/);
    server.refuse = () => undefined;
    assert.deepEqual((await change({})).kinds, [], "it is revoked still");
    await assert.rejects(runOnce(restore, "governance", []), PlanRefused);
  });

  it("leave a tag that somebody else wrote", async () => {
    key.tags.set(tagKey, "ask Bob");
    key.policy = withDeny(key.policy, region);
    server.refuse = (call) => (call === "PutKeyPolicy" ? "AccessDeniedException" : undefined);
    const { failures } = await change({ access: "granted" });
    assert.match(failures.join(), /^allow: AccessDenied/);
    assert.equal(key.tags.get(tagKey), "ask Bob", "also where KMS refuses");
    server.refuse = () => undefined;
    assert.deepEqual((await change({ access: "granted" })).kinds, ["allow", "record"]);
    assert.equal(key.tags.get(tagKey), "ask Bob");
    await change({});
    assert.match(key.tags.get(tagKey) ?? "", /^revoked by disable /);
    await change({ access: "granted" });
    assert.equal(key.tags.size, 0);
  });

  it("are given back all, where one was made with the bucket and the other without", async () => {
    for (const [first, second] of [
      ["deny", "disable"],
      ["disable", "deny"],
    ] as const) {
      for (const isWithBucket of [true, false]) {
        const before = { state: key.state, policy: key.policy };
        await change({ method: first }, isWithBucket);
        await change({ method: second }, !isWithBucket);
        assert.match(key.tags.get(tagKey) ?? "none", /^revoked by deny\+disable /);
        const { notices } = await change({ access: "granted" });
        assert.doesNotMatch(notices, /not by this program|nothing here says/);
        assert.deepEqual({ state: key.state, policy: key.policy }, before);
        assert.equal(key.tags.size, 0);
        assert.deepEqual((await change({ access: "granted" })).kinds, []);
      }
    }
  });

  it("are each written down by themselves, also where a run makes two", async () => {
    await change({ method: "deny" });
    await change({});
    await change({ access: "granted" });
    const records = [...server.objects].filter(([name]) => name.startsWith("keys/access/main/"));
    const said = records.map(([, text]) => {
      const { access, method } = JSON.parse(text) as { access: string; method: string };
      return `${access} ${method}`;
    });
    const all = ["granted deny", "granted disable", "revoked deny", "revoked disable"];
    assert.deepEqual(said.toSorted(), all);
  });

  it("that the bucket alone tells of are given back with a notice: the key may be closed by somebody else", async () => {
    await change({});
    await change({ access: "granted" }, false);
    key.state = "Disabled";
    const { kinds, notices } = await change({ access: "granted" });
    assert.deepEqual(kinds, ["enable", "record"]);
    assert.match(notices, /the bucket says so, and the key has no tag of it: .*without the bucket/);
  });

  it("are given back without a journal whoever made them", async () => {
    const by = `arn:aws:iam::111122223333:user/${"p".repeat(500)}/ana`;
    await change({ by }, false);
    assert.equal(key.state, "Disabled");
    await change({ by, access: "granted" }, false);
    assert.equal(key.state, "Enabled");
  });

  it("are nobody's where they certainly did not happen", async () => {
    server.refuse = (call) => (call === "DisableKey" ? "AccessDeniedException" : undefined);
    assert.match((await change({})).failures.join(), /disable: AccessDenied/);
    assert.equal(key.tags.size, 0);
    const { kinds } = await change({ access: "granted" });
    assert.deepEqual(kinds, []);
    key.policy = withDeny(key.policy, region);
    assert.match((await change({ access: "granted" })).notices, /nothing here says who put them/);
  });
});
