import assert from "node:assert/strict";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { readSnapshot } from "../../../core/explain/readSnapshot.ts";
import { accountId, type OwnedWorld, simulateOwned, successor } from "../assets/ownedWorld.ts";
import { scope } from "../../support/simulatedNamespace.ts";

describe("A snapshot of an account", () => {
  let world: OwnedWorld;

  beforeEach(async () => {
    world = await simulateOwned();
  });
  afterEach(() => world.close());
  const read = async () => {
    const { client: identity, regions } = world;
    const [here] = regions;
    const clients = { intent: "reading", identity, data: [here] } as const;
    return readSnapshot(clients, scope, "2026-01-01T00:00:00Z");
  };
  const find = async (kind: string, id: string) =>
    (await read()).assets.find((asset) => asset.kind === kind && asset.id === id);

  it("has the grants of an asset whose content cannot be read, and says what is not known of it", async () => {
    await world.create("dashboard", "sales", [successor]);
    await world.create("folder", "finance", [successor]);
    await world.setFaults(
      { operation: "DescribeDashboard", error: "AccessDeniedException" },
      { operation: "ListFolderMembers", error: "AccessDeniedException" },
    );
    for (const [kind, id] of [
      ["dashboard", "sales"],
      ["folder", "finance"],
    ] as const) {
      const { grants, unreadable, contentUnreadable } = (await find(kind, id)) ?? {};
      assert.deepEqual(
        grants?.map(({ principal }) => principal),
        [successor],
        kind,
      );
      assert.equal(unreadable, undefined);
      assert.match(contentUnreadable ?? "", /AccessDenied/);
    }
  });

  it("has the grants of what can be shared and not described, as a data set on an uploaded file", async () => {
    const made = { Kind: "FileDataSet", Id: "uploaded", Region: "eu-west-1" };
    const asked = { method: "POST", body: JSON.stringify(made) };
    const { ok } = await fetch(`${world.simulator.url}/_sim/console`, asked);
    assert.ok(ok);
    const permission = { Principal: successor, Actions: permissionSet("data-set", "viewer") };
    const uploaded = { kind: "data-set", id: "uploaded" };
    await grantPermissions(world.data, accountId, uploaded, [permission]);
    const found = await find("data-set", "uploaded");
    const { grants = [], unreadable, contentUnreadable } = found ?? {};
    assert.deepEqual(
      grants.map(({ principal }) => principal),
      [successor],
    );
    assert.equal(unreadable, undefined);
    assert.notEqual(contentUnreadable, undefined);
  });

  it("has no grants of what cannot be asked for them, and says so", async () => {
    await world.create("dashboard", "sales", [successor]);
    await world.setFaults({
      operation: "DescribeDashboardPermissions",
      error: "AccessDeniedException",
    });
    const { grants, unreadable } = (await find("dashboard", "sales")) ?? {};
    assert.deepEqual(grants, []);
    assert.match(unreadable ?? "", /AccessDenied/);
  });
});
