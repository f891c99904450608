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
      ...(selfUpgrade === undefined ? {} : { identity: { selfUpgrade } }),
    });
  beforeEach(async () => {
    await settling(undefined);
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
});
