import assert from "node:assert/strict";
import {
  DescribeSelfUpgradeConfigurationCommand,
  UpdateSelfUpgradeConfigurationCommand,
} from "@aws-sdk/client-quicksight";
import { makeGroups, openClient } from "./dashboards.ts";
import { accountId, membership, tenant, workplace } from "./qsgov.ts";

const address = { AwsAccountId: accountId, Namespace: "default" };

describe("people who raise their own role", () => {
  const { write, run: runIn, simulator, control } = workplace();
  const run = (args: string) => runIn(`${args} --tenant tenant.yaml`);
  const settling = (selfUpgrade: string | undefined) =>
    write("tenant.yaml", {
      ...tenant,
      identity: selfUpgrade === undefined ? {} : { selfUpgrade },
    });
  beforeEach(async () => {
    await settling("leave");
    await write("membership.csv", membership);
    await makeGroups(simulator(), "critical", "bi-admin", "usa");
    assert.equal((await run("apply")).code, 0);
  });
  const send = async (status?: "AUTO_APPROVAL") => {
    const client = openClient(simulator(), "us-east-1");
    if (status !== undefined) {
      const update = { ...address, SelfUpgradeStatus: status };
      await client.send(new UpdateSelfUpgradeConfigurationCommand(update));
    }
    const answer = await client.send(new DescribeSelfUpgradeConfigurationCommand(address));
    client.destroy();
    return answer.SelfUpgradeConfiguration?.SelfUpgradeStatus;
  };
  /** AWS refuses a call as long as the test runs. */
  const refuse = (operation: string, error = "AccessDeniedException") =>
    control("faults", { operation, error });
  const calls = async () => {
    const counted = await fetch(`${simulator().url}/_sim/calls`);
    const names = Object.keys((await counted.json()) as Record<string, number>);
    return names.filter((name) => name.includes("SelfUpgrade"));
  };
  const ask = (person: string, RequestedRole: string) =>
    control("self-upgrades", { UserName: `quicksight-fed-users/${person}`, RequestedRole });

  it("deny: can no more, from the first run on and after somebody opened it by hand; who asks is named, and nobody approved", async () => {
    await settling("deny");
    const planned = await run("plan");
    assert.equal(planned.code, 2, planned.stdout);
    assert.match(
      planned.stdout,
      /^~ self-upgrade \(1\)\n {2}people of the namespace {2}raise their role only where an administrator approves it {2}tenant\.identity\.selfUpgrade: deny$/m,
    );
    assert.equal((await run("apply")).code, 0);
    assert.equal(await send(), "ADMIN_APPROVAL");
    await ask("ana@oktank.com", "READER_PRO");
    const after = await run("plan");
    assert.equal(after.code, 0, after.stdout);
    assert.match(
      after.stdout,
      /quicksight-fed-users\/ana@oktank\.com: asks to become READER_PRO, and nobody approves that here; put them into a group with that role, or deny it \(aws quicksight update-self-upgrade .* --upgrade-request-id upgrade-000001 --action DENY\)/,
    );
    await send("AUTO_APPROVAL");
    await ask("ana@oktank.com", "READER_PRO");
    const drifted = await run("apply");
    assert.equal(drifted.code, 0, drifted.stdout);
    assert.match(drifted.stdout, /ana@oktank\.com {2}READER_PRO > READER/);
    assert.equal(await send(), "ADMIN_APPROVAL");
  });

  it("adopt: keep it, are named, and no run takes it back; an administrator's role is taken back all the same", async () => {
    await settling("adopt");
    await ask("ana@oktank.com", "READER_PRO");
    const { code, stdout } = await run("plan");
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /ana@oktank\.com: READER_PRO by self-upgrade, and READER by membership\.csv; kept \(identity\.selfUpgrade: adopt\)/,
    );
    assert.equal(await send(), "AUTO_APPROVAL");
    await ask("bo@oktank.com", "ADMIN");
    const second = await run("plan");
    assert.notEqual(second.code, 0);
    assert.match(second.stdout, /bo@oktank\.com {2}ADMIN > READER/);
    assert.doesNotMatch(second.stdout, /bo@oktank\.com: ADMIN by self-upgrade/);
  });

  it("adopt: more of them in a day than guard.promotions allows are for a person to decide", async () => {
    await settling("adopt");
    await ask("ana@oktank.com", "READER_PRO");
    await ask("bo@oktank.com", "AUTHOR");
    assert.equal((await run("plan")).code, 0, "nothing is held up where nothing is to do");
    await write("membership.csv", `${membership}default,usa,Bo,bo@oktank.com\n`);
    const { code, stdout } = await run("plan");
    assert.equal(code, 3, stdout);
    assert.match(
      stdout,
      /2 of 3 people raised their own role within 24 hours, and identity\.selfUpgrade: adopt keeps that; the limit is 1/,
    );
  });

  it("settings that say nothing: can no more, and the plan names it", async () => {
    await settling(undefined);
    const { code, stdout } = await run("plan");
    assert.equal(code, 2, stdout);
    assert.match(stdout, /people of the namespace {2}raise their role only where an administrator/);
    assert.equal((await run("apply")).code, 0);
    assert.equal(await send(), "ADMIN_APPROVAL");
    assert.equal((await run("plan")).code, 0);
  });

  it("leave: is neither asked about nor changed", async () => {
    const { code, stdout } = await run("plan");
    assert.equal(code, 0, stdout);
    assert.deepEqual(await calls(), []);
    assert.equal(await send(), "AUTO_APPROVAL");
  });

  for (const [error, remedy] of [
    ["AccessDeniedException", "allow quicksight:DescribeSelfUpgradeConfiguration"],
    ["PreconditionNotMetException", "identity.selfUpgrade: leave"],
    ["ResourceNotFoundException", "identity.selfUpgrade: leave"],
  ] as const) {
    it(`are governed all the same where AWS answers ${error} to how the namespace is configured, which is said with what to do`, async () => {
      await settling(undefined);
      await refuse("DescribeSelfUpgradeConfiguration", error);
      await write("membership.csv", `${membership}default,critical,Di,di@oktank.com\n`);
      const { code, stdout, stderr } = await run("apply");
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /di@oktank\.com {2}READER/);
      const [notice = ""] = /whether people of namespace default .*/.exec(stdout) ?? [];
      assert.match(notice, /may raise their own role is not known, and nothing keeps them from it/);
      assert.ok(notice.includes(error), notice);
      assert.ok(notice.includes(remedy), notice);
    });
  }

  for (const [error, remedy] of [
    ["AccessDeniedException", "allow quicksight:UpdateSelfUpgradeConfiguration"],
    ["PreconditionNotMetException", "identity.selfUpgrade: leave"],
  ] as const) {
    it(`are governed all the same where AWS answers ${error} to closing it, and the run says that they can still raise their role`, async () => {
      await settling(undefined);
      await refuse("UpdateSelfUpgradeConfiguration", error);
      await write("membership.csv", `${membership}default,critical,Di,di@oktank.com\n`);
      const { code, stdout } = await run("apply");
      assert.equal(code, 0, stdout);
      const said = `people of namespace default can still raise their own role (${error}`;
      assert.ok(stdout.includes(`\n2 of 3 operations done\n  ${said}`), stdout);
      assert.ok(stdout.includes(remedy), stdout);
      assert.equal(await send(), "AUTO_APPROVAL");
      const document = JSON.parse((await run("apply --json")).stdout) as {
        done: unknown[];
        declined: { reason: string }[];
      };
      assert.deepEqual(document.done, []);
      assert.match(document.declined[0]?.reason ?? "", /can still raise their own role/);
    });
  }

  it("deny: can no more also where nobody may see who asks", async () => {
    await settling("deny");
    await refuse("ListSelfUpgrades");
    const { code, stdout } = await run("apply");
    assert.equal(code, 0, stdout);
    assert.match(
      stdout,
      /who of namespace default asks to raise their own role is not known \(AccessDeniedException.*allow quicksight:ListSelfUpgrades/,
    );
    assert.equal(await send(), "ADMIN_APPROVAL");
  });

  it("adopt: lose nothing that they may have raised where nobody may see who did, and are named", async () => {
    await settling("adopt");
    await ask("ana@oktank.com", "READER_PRO");
    await ask("bo@oktank.com", "ADMIN");
    await refuse("ListSelfUpgrades");
    const { stdout } = await run("plan");
    assert.match(
      stdout,
      /ana@oktank\.com: READER_PRO, and READER by membership\.csv; kept, as nobody here may see whether they raised it themselves/,
    );
    assert.doesNotMatch(stdout, /ana@oktank\.com {2}READER_PRO > READER/);
    assert.match(stdout, /bo@oktank\.com {2}ADMIN > READER/);
  });
});
