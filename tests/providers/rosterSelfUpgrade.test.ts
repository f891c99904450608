import assert from "node:assert/strict";
import {
  DeleteGroupMembershipCommand,
  DescribeSelfUpgradeConfigurationCommand,
  UpdateSelfUpgradeConfigurationCommand,
} from "@aws-sdk/client-quicksight";
import type { GovernedNamespace } from "../../core/people/governedNamespace.ts";
import type { Person } from "../../core/people/person.ts";
import {
  createRoster,
  deleteRoster,
  diffRoster,
  readRoster,
  updateRoster,
} from "../../providers/rosterHandlers.ts";
import { rosterState, type RosterState, upgradeRoster } from "../../providers/rosterState.ts";
import { govern } from "../support/govern.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { hearSaid } from "../support/hearSaid.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../support/simulatedNamespace.ts";

const context = { environment: {} };
const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
const ana: Person = { session: "ana@x.com", email: "ana@x.com", role: "READER", groups: ["usa"] };
const bo: Person = { ...ana, session: "bo@x.com", email: "bo@x.com" };

describe("a roster whose people raise their own role", () => {
  let world: SimulatedNamespace;
  const printed = hearSaid();
  keepEnvironment();
  before(async () => {
    world = await simulateNamespace("usa");
    callSimulator(world.simulator.url);
  });
  beforeEach(async () => {
    await world.reset();
    await world.clearFaults();
  });
  after(() => world.close());

  const stateOf = (selfUpgrade: GovernedNamespace["selfUpgrade"], ...people: Person[]) =>
    rosterState({ governed: govern(people, { selfUpgrade, groups: { usa: {} } }) });
  const create = async (wanted: RosterState) => (await createRoster(wanted, context)).id;
  const open = (SelfUpgradeStatus: "AUTO_APPROVAL" | "ADMIN_APPROVAL" = "AUTO_APPROVAL") =>
    world.client.send(new UpdateSelfUpgradeConfigurationCommand({ ...address, SelfUpgradeStatus }));
  const status = async () =>
    (await world.client.send(new DescribeSelfUpgradeConfigurationCommand(address)))
      .SelfUpgradeConfiguration?.SelfUpgradeStatus;
  const take = (session: string, RequestedRole: string) =>
    fetch(`${world.simulator.url}/_sim/self-upgrades`, {
      method: "POST",
      body: JSON.stringify({ UserName: `quicksight-fed-users/${session}`, RequestedRole }),
    });
  const refuse = (operation: string) =>
    world.setFaults({ operation, error: "AccessDeniedException" });

  it("shows in the preview of an upgrade that they can no more, and nothing where settings leave it", () => {
    const { selfUpgrade: _, ...before } = stateOf(undefined, ana);
    const old = upgradeRoster(before as RosterState);
    assert.equal(diffRoster(old, stateOf(undefined, ana)).changes, false);
    assert.equal(diffRoster(old, stateOf("deny", ana)).changes, true);
  });

  it("is repaired where somebody opened it by hand, as the preview says", async () => {
    const wanted = stateOf("deny", ana);
    const id = await create(wanted);
    assert.equal(await status(), "ADMIN_APPROVAL");
    await open();
    const { props } = await readRoster(id, wanted, context);
    assert.equal(props?.selfUpgrade, "open");
    await updateRoster(id, wanted, context, props);
    assert.equal(await status(), "ADMIN_APPROVAL");
    assert.deepEqual((await readRoster(id, wanted, context)).props, wanted);
  });

  it("is not touched by a destroy", async () => {
    const id = await create(stateOf("deny", ana));
    await open();
    const wanted = stateOf("deny", ana);
    const refusal = await deleteRoster(wanted, context).catch((error: unknown) => String(error));
    const hash = /APPROVE=(\w+)/.exec(refusal ?? "")?.[1] ?? "";
    await deleteRoster(wanted, { environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash } });
    assert.equal((await readRoster(id, wanted, context)).props?.peopleCount, 0);
    assert.equal(await status(), "AUTO_APPROVAL");
  });

  it("is governed where it may not be asked about, and every refresh says so", async () => {
    await refuse("DescribeSelfUpgradeConfiguration");
    const wanted = stateOf("deny", ana);
    const id = await create(wanted);
    const said =
      /namespace default may raise their own role is not known.*quicksight:DescribeSelfUpgradeConfiguration/;
    assert.match(printed.join("\n"), said);
    printed.length = 0;
    assert.deepEqual((await readRoster(id, wanted, context)).props, wanted);
    assert.match(printed.join("\n"), said);
  });

  it("is governed where it may not be closed: the update says so, and the next preview shows it again", async () => {
    await refuse("UpdateSelfUpgradeConfiguration");
    const wanted = stateOf("deny", ana);
    const { id, outs } = await createRoster(wanted, context);
    assert.equal(outs.peopleCount, 1);
    assert.match(
      printed.join("\n"),
      /people of namespace default can still raise their own role.*quicksight:UpdateSelfUpgradeConfiguration/,
    );
    assert.equal((await readRoster(id, wanted, context)).props?.selfUpgrade, "open");
  });

  it("does not show as lowered who keeps what they raised, when something else of them is put right", async () => {
    const wanted = stateOf("adopt", ana, bo);
    const id = await create(wanted);
    await take("ana@x.com", "READER_PRO");
    await world.client.send(
      new DeleteGroupMembershipCommand({
        ...{
          ...address,
          GroupName: "quicksight-fed-usa",
          MemberName: "quicksight-fed-users/ana@x.com",
        },
      }),
    );
    const { props } = await readRoster(id, wanted, context);
    assert.match(props?.people ?? "", /^ana@x\.com +READER *$/m);
    await updateRoster(id, wanted, context, props);
    assert.deepEqual((await readRoster(id, wanted, context)).props, wanted);
    assert.match(printed.join("\n"), /ana@x\.com: READER_PRO by self-upgrade/);
  });
});
