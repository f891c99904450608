import assert from "node:assert/strict";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { onDeployedSample } from "../support/onDeployedSample.ts";
import type { Sample } from "../support/sample.ts";

const stack = "dev-default";
const tenant = "dev-3rd-party";
const bucket = "quicksight-governance-111122223333-eu-west-1";

/** The hashes that refusals ask for. */
const hashesOf = (output: string) => [
  ...new Set(
    [...output.matchAll(/QUICKSIGHT_GOVERNANCE_APPROVE=(\w+)/g)].map(([, hash = ""]) => hash),
  ),
];

describe("a change of what a tenant is about, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let everybody: readonly string[];
  onDeployedSample(async (deployed) => {
    sample = deployed;
    // A deployer has the rights that the settings ask for, and these ask for others: namespaces, keys.
    const Statement = [{ Effect: "Allow", Action: "*", Resource: "*" }];
    await sample.addRights("any-settings", { Version: "2012-10-17", Statement });
    const rows = (await sample.readMembership()).split("\n");
    const emails = rows.filter((row) => row.startsWith("default,")).map((row) => row.split(",")[3]);
    everybody = [...new Set(emails)].filter((email) => email !== undefined);
  });
  afterEach("is answered by the simulator as the API model says", () => {
    assert.deepEqual(sample.aws.simulator.violations(), []);
  });

  const approving = (hashes: readonly string[]) => ({
    QUICKSIGHT_GOVERNANCE_APPROVE: hashes.join(),
  });
  /** What the preview says of a change that is refused. */
  const refusal = async (tenant: string) => {
    const { code, stdout, stderr } = await sample.preview(tenant);
    assert.notEqual(code, 0, stdout);
    return stdout + stderr;
  };
  /** An update without a preview is refused as well, before anything is written. */
  const upInVain = async (tenant: string, hashes: readonly string[] = []) => {
    await sample.resetCalls();
    const { code, stdout } = await sample.up(tenant, approving(hashes));
    assert.notEqual(code, 0, stdout);
    assert.deepEqual(sample.writes(), {});
  };
  const upWith = async (tenant: string, hashes: readonly string[]) => {
    const { code, stdout, stderr } = await sample.up(tenant, approving(hashes));
    assert.equal(code, 0, stdout + stderr);
    const again = await sample.up(tenant);
    assert.match(again.stdout, /Resources:\n\s+\d+ unchanged\n/);
  };
  const change = (settings: object, run: () => Promise<void>, tenant = stack) =>
    sample.withSettings(tenant, (now) => void Object.assign(now, settings), run);

  it("of the federation role asks first: everybody would be registered anew", () =>
    change({ identity: { role: "other-role" } }, async () => {
      const said = await refusal(stack);
      assert.match(
        said,
        /16 people sign in through quicksight-fed-users and would be left behind by other-role/,
      );
      assert.match(said, /\+ BettyRamirez@oktank\.com as READER/);
    }));

  it("of the group prefix asks for people and access, opens no data to the same groups, and is done in one run, however slowly groups are made", () =>
    change({ identity: { groupPrefix: "bi-" } }, async () => {
      const said = await refusal(stack);
      assert.match(said, /groups would begin with bi- in place of quicksight-fed-: 21 memberships/);
      assert.match(said, /all 40 grants would be revoked/);
      assert.match(said, /- critical as viewer of dashboard "Sales Results - Critical"/);
      assert.doesNotMatch(said, /would own it|would see|will see more/);
      const hashes = hashesOf(said);
      assert.equal(hashes.length, 2);
      for (const hash of hashes) await upInVain(stack, [hash]);
      const slow = [{ operation: "CreateGroup", every: 1, latencyMs: 500 }];
      await fetch(`${sample.aws.simulator.url}/_sim/faults`, {
        method: "POST",
        body: JSON.stringify(slow),
      });
      await upWith(stack, hashes);
    }));

  it("of the membership file's place names everybody whom the other file does not have", async () => {
    const Key = "hr/members.csv";
    const Body = "default,bi-admin,JohnKing,JohnKing@oktank.com\n";
    const s3 = new S3Client({ ...sample.emulated(), forcePathStyle: true });
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body }));
    s3.destroy();
    await change({ membership: { bucket, key: Key } }, async () => {
      const said = await refusal(stack);
      assert.match(said, /15 of 16 people would be removed/);
      for (const email of everybody.filter((one) => !one.startsWith("JohnKing"))) {
        const line = `- ${email} (`;
        assert.ok(said.includes(line), `${line} in:\n${said}`);
      }
    });
  });

  it("that drops access names every grant that goes", () =>
    change({ access: [] }, async () => {
      const said = await refusal(stack);
      assert.match(said, /all 40 grants would be revoked; the limit is 0; is access complete\?/);
      assert.equal(said.match(/^ +- \S+ as (owner|viewer) of dashboard "/gm)?.length, 40);
      await upInVain(stack);
    }));

  it("of the namespace is refused where its people are to come along, and names them: they can be in one only", async () => {
    const rows = await sample.readMembership();
    await change(
      { namespaces: ["default", "3rd-party", "partners"] },
      async () => {
        assert.equal((await sample.up("dev")).code, 0);
      },
      "dev",
    );
    await sample.writeMembership(rows.replaceAll(/^3rd-party,/gm, "partners,"));
    await change(
      { namespace: "partners" },
      async () => {
        const said = await refusal(tenant);
        assert.match(said, /people of 3rd-party are to be in partners \(.*SanZhang@oktank\.com/);
        assert.match(said, /run pulumi destroy on this stack/);
        assert.deepEqual(hashesOf(said), [], "no approval helps");
        await upInVain(tenant);
      },
      tenant,
    );
    await sample.writeMembership(rows);
  });

  it("of the namespace, for other people, names whoever would be removed with the old one, asks, and is done in one run", async () => {
    const rows = await sample.readMembership();
    await sample.writeMembership(
      `${rows.trimEnd()}\npartners,3rd-party,NewComer,NewComer@oktank.com\n`,
    );
    await change(
      { namespace: "partners" },
      async () => {
        const said = await refusal(tenant);
        assert.match(said, /- SanZhang@oktank\.com \(AUTHOR\)/);
        assert.match(said, /- 3rd-party as viewer of dashboard "Marketing KPIs"/);
        await upInVain(tenant);
        await upWith(tenant, hashesOf(said));
        assert.equal(sample.writes()["DeleteUser"], 1);
        assert.equal(sample.writes()["DeleteNamespace"], 1);
      },
      tenant,
    );
  });
});
