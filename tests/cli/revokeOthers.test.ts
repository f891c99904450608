import assert from "node:assert/strict";
import {
  CreateKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  GetKeyPolicyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { emergencyPolicy } from "../../local/revoke/emergencyPolicy.ts";
import { hashIn } from "./qsgov.ts";
import { revokeSite } from "./revokeSite.ts";

describe("qsgov revoke and restore, where others change the key too", function () {
  this.timeout(600_000);
  const { aws, world, make, run, approve, stateOf, change } = revokeSite();
  const more = ["--reason", "a drill", "--no-wait"];
  const putPolicy = async (KeyId: string, edit: (statements: object[]) => object[]) => {
    const { kms } = world();
    const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    const policy = JSON.parse(Policy) as { Statement: object[] };
    const changed = JSON.stringify({ ...policy, Statement: edit(policy.Statement) });
    await kms.send(new PutKeyPolicyCommand({ KeyId, Policy: changed }));
  };
  const theirs = {
    ...{ Sid: "Theirs", Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:ListAliases" },
    Resource: "*",
  };

  it("keeps what they put into the policy meanwhile, and notices when our statements are gone", async () => {
    const { name, keyArn } = await make();
    await approve(`revoke ${name} --method deny`, more);
    await putPolicy(keyArn, (statements) => [...statements, theirs]);
    const same = await run(`revoke ${name} --method deny`, more);
    assert.equal(same.code, 0, same.stdout + same.stderr);
    await putPolicy(keyArn, (statements) =>
      statements.filter((one) => !JSON.stringify(one).includes("QuickSightGovernance")),
    );
    assert.equal((await world().open(name)).Opened, true);
    const again = await run(`revoke ${name} --method deny`, more);
    assert.equal(again.code, 3);
    assert.match(again.stdout, /since then somebody replaced its policy without our statements/);
    await approve(`revoke ${name} --method deny`, more);
    assert.equal((await world().open(name)).Opened, false);
    await approve(`restore ${name}`, more);
    const { policy, tag } = await stateOf(keyArn);
    assert.deepEqual(policy.Statement.at(-1), theirs);
    assert.equal(tag, undefined);
  });

  it("does not wait for a re-encryption that goes on", async () => {
    const { name, keyArn } = await make();
    const { s3, bucket: Bucket } = world();
    const held = { owner: "pulumi up by eve", since: "2026-11-29T10:00:00.000Z", id: "eve" };
    const Body = JSON.stringify({ ...held, leaseMs: 1_800_000, revision: 1, ledger: {} });
    await s3.send(new PutObjectCommand({ Bucket, Key: "locks/@account.json", Body }));
    const { code, stdout, stderr } = await approve(`revoke ${name}`, more);
    assert.equal(code, 0, stdout + stderr);
    assert.doesNotMatch(stdout + stderr, /eve/);
    assert.equal((await stateOf(keyArn)).state, "Disabled");
    assert.equal((await approve(`restore ${name}`, more)).code, 0);
  });

  it("names who does it too, and the way that waits for nobody", async () => {
    const { name } = await make();
    const { s3, bucket: Bucket } = world();
    const held = { owner: "qsgov revoke by eve", since: "2026-11-29T10:00:00.000Z", id: "eve" };
    const Body = JSON.stringify({ ...held, leaseMs: 1_800_000, revision: 1, ledger: {} });
    const Key = "locks/@key-access.json";
    await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
    const { code, stderr } = await run(`revoke ${name}`, more);
    assert.equal(code, 1);
    assert.match(stderr, /waiting for qsgov revoke by eve/);
    assert.match(
      stderr,
      /access to the account's keys is locked by qsgov revoke by eve, since 2026/,
    );
    assert.match(stderr, /--without-bucket/);
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  });

  it("notices that somebody enabled the key by hand, and enables none that somebody else disabled", async () => {
    const { name, keyArn } = await make();
    const { kms } = world();
    await approve(`revoke ${name}`, more);
    await kms.send(new EnableKeyCommand({ KeyId: keyArn }));
    const seen = await run(`revoke ${name}`, more);
    assert.match(seen.stdout, /since then somebody enabled it by hand/);
    await approve(`restore ${name}`, more);
    await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
    const closed = await approve(`revoke ${name} --method deny`, more);
    assert.equal(closed.code, 0, closed.stdout + closed.stderr);
    const restored = await approve(`restore ${name}`, more);
    assert.equal(restored.code, 4, restored.stdout + restored.stderr);
    assert.match(restored.stderr, /is Disabled, and not by this program: it stays so/);
    assert.equal((await stateOf(keyArn)).state, "Disabled");
    await kms.send(new EnableKeyCommand({ KeyId: keyArn }));
  });

  it("revokes by the other method as well, and gives back both", async () => {
    const { name, keyArn } = await make();
    const before = await stateOf(keyArn);
    await approve(`revoke alias/quicksight-governance-${name}`, more);
    const both = await approve(`revoke ${keyArn.split("/")[1] ?? ""} --method deny`, more);
    assert.equal(both.code, 0, both.stdout + both.stderr);
    assert.match((await stateOf(keyArn)).tag ?? "", /^revoked by deny\+disable /);
    assert.equal((await approve(`restore ${keyArn}`, more)).code, 0);
    assert.deepEqual(await stateOf(keyArn), before);
  });

  it("warns of refreshes where the key is not the default, and has nothing to prove where nothing uses it", async () => {
    const former = await make();
    await world().makeKey("newer");
    const asked = await run(`revoke ${former.name}`, more);
    assert.match(asked.stdout, /not the default key: a full refresh, a scheduled one too/);
    const { KeyMetadata } = await world().kms.send(new CreateKeyCommand({}));
    const why = ["--reason", "a drill"];
    const unused = await approve(`revoke ${KeyMetadata?.Arn ?? ""}`, why);
    assert.equal(unused.code, 0, unused.stdout + unused.stderr);
    assert.match(unused.stdout, /it is not registered with QuickSight/);
    assert.match(unused.stdout, /nothing to prove/);
    await approve(`restore ${KeyMetadata?.Arn ?? ""}`, more);
  });

  it("refuses keys that are elsewhere, not there or pending deletion, with what to do", async () => {
    const { keyArn } = await make();
    const rows: [string, RegExp][] = [
      [keyArn.replace("eu-west-1", "us-west-2"), /key is in us-west-2, .*set AWS_REGION=us-west-2/],
      [keyArn.replace("111122223333", "444455556666"), /belongs to account 444455556666/],
      ["alias/none", /there is no key alias\/none in eu-west-1/],
      ["arn:aws:s3:::bucket", /is no key of KMS/],
    ];
    for (const [key, message] of rows) {
      const { code, stderr } = await run(`revoke ${key}`, more, aws().rootEnvironment);
      assert.equal(code, 1);
      assert.match(stderr, message);
    }
    await world().kms.send(
      new ScheduleKeyDeletionCommand({ KeyId: keyArn, PendingWindowInDays: 7 }),
    );
    const { code, stderr } = await run(`restore ${keyArn}`, more);
    assert.equal(code, 1);
    assert.match(stderr, /pending deletion: .*aws kms cancel-key-deletion --key-id/);
  });

  it("says what is missing, names the way without a bucket, and goes it", async () => {
    const { name, keyArn } = await make();
    assert.match((await run(`revoke ${name}`)).stderr, /--reason TEXT is missing/);
    const lost = await run(`revoke ${name} --bucket no-such-bucket`, more);
    assert.equal(lost.code, 1);
    assert.match(lost.stderr, /no bucket no-such-bucket .*--without-bucket takes no lock/);
    const revoked = await approve(`revoke ${name} --without-bucket`, more);
    assert.equal(revoked.code, 0, revoked.stdout + revoked.stderr);
    assert.equal((await world().open(name)).Opened, false);
    const restored = await approve(`restore ${name} --without-bucket`, more);
    assert.equal(restored.code, 0, restored.stdout + restored.stderr);
    assert.equal((await stateOf(keyArn)).state, "Enabled");
    assert.equal((await stateOf(keyArn)).tag, undefined);
  });

  it("proves what is done also where it cannot be written down, and says that it is not", async () => {
    const { name, keyArn } = await make();
    const { bucket } = world();
    const policy = JSON.stringify(emergencyPolicy({ ...aws(), bucket }));
    const untagged = JSON.parse(policy.replace('"kms:TagResource",', "")) as object;
    const environment = await aws().createDeployer({ emergency: untagged }, "no-tags");
    const why = ["--reason", "a drill"];
    const hash = hashIn(await run(`revoke ${name}`, why, environment)) ?? "";
    for (const approval of [["--approve", hash], []]) {
      const revoked = await run(`revoke ${name}`, [...why, ...approval], environment);
      assert.equal(revoked.code, 4, revoked.stdout + revoked.stderr);
      assert.match(revoked.stderr, /record: .*TagResource/);
      assert.match(revoked.stdout, /^proved: /m);
    }
    assert.equal((await stateOf(keyArn)).state, "Disabled");
    assert.equal((await approve(`restore ${name}`, more)).code, 0);
  });

  it("says honestly that nothing is proved where nobody opens anything, and which dashboard to open", async () => {
    await change({ capacityPricing: false });
    const { name } = await make();
    const short = ["--reason", "a drill", "--wait", "0.05"];
    const revoked = await approve(`revoke ${name}`, short);
    assert.equal(revoked.code, 4, revoked.stdout + revoked.stderr);
    // The clock of this AWS is some seconds ahead, so that the load before may count as a use since.
    assert.match(revoked.stdout, /NOT proved: (nobody was seen to open|KMS let QuickSight use)/);
    assert.match(revoked.stdout, /UnsupportedPricingPlanException/);
    assert.match(revoked.stdout, new RegExp(`have a person open .*Dashboard of ${name}`));
    await world().open(name);
    const json = await run(`revoke ${name} --json`, short);
    const { proof, verdict, dark } = JSON.parse(json.stdout) as {
      proof: { isProved: boolean; why: string };
      verdict: string;
      dark: { dashboards: { id: string }[] };
    };
    assert.equal(json.code, 4);
    assert.equal(verdict, "nothing");
    assert.match(proof.why, /KMS refuses QuickSight the key .*may go on for up to 15 minutes/);
    assert.deepEqual(
      dark.dashboards.map(({ id }) => id),
      [name],
    );
    await approve(`restore ${name}`, more);
    await change({ capacityPricing: true });
  });
});
