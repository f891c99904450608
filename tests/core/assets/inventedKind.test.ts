import assert from "node:assert/strict";
import {
  type QuickSightClient,
  ResourceNotFoundException,
  type ResourcePermission,
} from "@aws-sdk/client-quicksight";
import { kindsCovered } from "../../../core/access/grant.ts";
import { actionsOf } from "../../../core/assets/actionsOf.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { describeOwned } from "../../../core/assets/describeOwned.ts";
import { findOwned } from "../../../core/assets/findOwned.ts";
import { findOwnedAgain } from "../../../core/assets/findOwnedAgain.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { handOver } from "../../../core/assets/handOver.ts";
import type { KindTable } from "../../../core/assets/kindRow.ts";
import { listAssets } from "../../../core/assets/listAssets.ts";
import { mostChanges } from "../../../core/assets/mostChanges.ts";
import { ownersOf } from "../../../core/assets/ownersOf.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { readPermissions } from "../../../core/assets/readPermissions.ts";
import { revokePermissions } from "../../../core/assets/revokePermissions.ts";
import { searchAssets } from "../../../core/assets/searchAssets.ts";

class Fake {
  readonly input: FakeInput;
  constructor(input: FakeInput) {
    this.input = input;
  }
}
class ListGadgetsCommand extends Fake {}
class SearchGadgetsCommand extends Fake {}
class DescribeGadgetPermissionsCommand extends Fake {}
class UpdateGadgetPermissionsCommand extends Fake {}

/** All that it takes to add a kind. */
const table: KindTable = {
  ...assetKinds,
  gadget: {
    label: ["gadget", "gadgets"],
    id: "GadgetKey",
    item: ["key", "title"],
    deleted: "SCRAPPED",
    list: { command: ListGadgetsCommand, items: "gadgets" },
    search: { command: SearchGadgetsCommand, items: "found", byOwner: (whose) => ({ whose }) },
    describe: DescribeGadgetPermissionsCommand,
    update: UpdateGadgetPermissionsCommand,
    limits: { page: 2, changes: 7 },
    permissionPages: true,
    all: ["viewer"],
    sets: { viewer: ["SeeGadget"], owner: ["SeeGadget", "TurnGadget", "UpdateGadgetPermissions"] },
  },
};

interface FakeInput {
  readonly AwsAccountId: string;
  readonly GadgetKey?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
  readonly Filters?: readonly { readonly whose: string }[];
  readonly GrantPermissions?: readonly ResourcePermission[];
  readonly RevokePermissions?: readonly ResourcePermission[];
}

const accountId = "111122223333";
const arn = (name: string) => `arn:aws:quicksight:us-east-1:${accountId}:${name}`;
const ana = arn("user/default/role/ana@x.com");
const group = arn("group/default/heirs");
const owner = ["SeeGadget", "TurnGadget", "UpdateGadgetPermissions"].map(
  (action) => `quicksight:${action}`,
);

/** Gadgets with who may do what; the client knows nothing else, and answers empty lists of the other kinds. */
function fakeGadgets(...keys: string[]) {
  const gadgets = new Map(keys.map((key) => [key, new Map<string, string[]>([[ana, owner]])]));
  const sent: Fake[] = [];
  let refusal: Error | undefined;
  const holdersOf = ({ GadgetKey = "" }: FakeInput) => {
    const holders = gadgets.get(GadgetKey);
    if (holders !== undefined) return holders;
    throw new ResourceNotFoundException({ $metadata: {}, message: "no such gadget" });
  };
  const pageOf = <Item>(all: readonly Item[], { NextToken = "0", MaxResults = 0 }: FakeInput) => {
    const end = Number(NextToken) + MaxResults;
    const next = end < all.length ? { NextToken: String(end) } : {};
    return { items: all.slice(Number(NextToken), end), ...next };
  };
  const listed = () => [...gadgets.keys()].map((key) => ({ key, title: `The ${key}` }));
  const answer = (command: Fake): object => {
    const { input } = command;
    if (command instanceof ListGadgetsCommand) {
      const { items, ...next } = pageOf([...listed(), { key: "old", Status: "SCRAPPED" }], input);
      return { gadgets: items, ...next };
    }
    if (command instanceof SearchGadgetsCommand) {
      const { whose = "" } = input.Filters?.[0] ?? {};
      const own = listed().filter(({ key }) =>
        gadgets
          .get(key)
          ?.get(whose)
          ?.includes(owner[2] ?? ""),
      );
      const { items, ...next } = pageOf(own, input);
      return { found: items, ...next };
    }
    if (command instanceof DescribeGadgetPermissionsCommand) {
      const all = [...holdersOf(input)].map(([Principal, Actions]) => ({ Principal, Actions }));
      const { items, ...next } = pageOf(all, input);
      return { Permissions: items, ...next };
    }
    if (!(command instanceof UpdateGadgetPermissionsCommand)) return {};
    if (refusal !== undefined) throw refusal;
    const holders = holdersOf(input);
    for (const { Principal = "" } of input.RevokePermissions ?? []) holders.delete(Principal);
    for (const { Principal = "", Actions = [] } of input.GrantPermissions ?? []) {
      holders.set(Principal, Actions);
    }
    return {};
  };
  const send = (command: Fake) => {
    sent.push(command);
    return new Promise((resolve) => {
      resolve(answer(command));
    });
  };
  return {
    client: { send } as unknown as QuickSightClient,
    sent,
    gadgets,
    refuse: (error: Error) => (refusal = error),
  };
}

const placed = (id: string) => ({ region: "here", kind: "gadget", id, name: `The ${id}` });

describe("an invented kind, added as one row", () => {
  it("is listed page by page, without what is deleted", async () => {
    const { client, sent } = fakeGadgets("a", "b", "c");
    assert.deepEqual(
      await listAssets(client, accountId, "gadget", table),
      ["a", "b", "c"].map((id) => ({ kind: "gadget", id, name: `The ${id}` })),
    );
    assert.deepEqual(
      sent.map(({ input }) => input),
      [
        { AwsAccountId: accountId, MaxResults: 2 },
        { AwsAccountId: accountId, MaxResults: 2, NextToken: "2" },
      ],
    );
  });

  it("is searched by owner, and its owners are read", async () => {
    const { client, gadgets } = fakeGadgets("a", "b", "c");
    gadgets.get("b")?.delete(ana);
    const found = await searchAssets(client, accountId, "gadget", ana, table);
    assert.deepEqual(
      found.map(({ id }) => id),
      ["a", "c"],
    );
    const regions = [{ region: "here", client }];
    const desired = ["a", "c"].map((id) => ({ ...placed(id), owners: [ana] }));
    assert.deepEqual((await findOwned(regions, accountId, [ana], table)).get(ana), desired);
    assert.deepEqual(await findOwnedAgain(regions, accountId, ana, table), desired);
    assert.equal(describeOwned(desired, table), "2 gadgets (The a, The c)");
  });

  it("is granted and revoked, each with its own call", async () => {
    const { client } = fakeGadgets("a");
    const asset = placed("a");
    const Actions = permissionSet("gadget", "viewer", table);
    const permission = { Principal: group, Actions };
    await grantPermissions(client, accountId, asset, [permission], table);
    const read = () => readPermissions(client, accountId, asset, table);
    assert.deepEqual(await read(), [{ Principal: ana, Actions: owner }, permission]);
    assert.deepEqual(ownersOf("gadget", (await read()) ?? [], table), [ana]);
    await revokePermissions(client, accountId, asset, { revoke: [permission] }, table);
    assert.deepEqual(await read(), [{ Principal: ana, Actions: owner }]);
    assert.equal(mostChanges("gadget", table), 7);
  });

  it("is handed over once, and needs nobody when it is gone", async () => {
    const { client, sent, gadgets } = fakeGadgets("a");
    const regions = [{ region: "here", client }];
    for (let run = 0; run < 2; run++) await handOver(regions, accountId, placed("a"), group, table);
    assert.deepEqual(gadgets.get("a")?.get(group), owner);
    assert.deepEqual(gadgets.get("a")?.get(ana), owner);
    await handOver(regions, accountId, placed("gone"), group, table);
    const updates = sent.filter((one) => one instanceof UpdateGadgetPermissionsCommand);
    assert.equal(updates.length, 1);
  });

  it("is refused like the others", async () => {
    const { client, refuse } = fakeGadgets("a");
    const regions = [{ region: "here", client }];
    refuse(new Error("not for you"));
    await assert.rejects(handOver(regions, accountId, placed("a"), group, table), {
      message: `gadget "The a" (a) in here was not handed over to ${group}: not for you`,
    });
    await assert.rejects(listAssets(client, accountId, "gadget"), {
      message: /^no kind of asset is called "gadget"/,
    });
  });

  it("is covered by `all` as its row says, and its rights are known", () => {
    assert.ok(kindsCovered("viewer", true, table).includes("gadget"));
    assert.ok(!kindsCovered("owner", true, table).includes("gadget"));
    assert.deepEqual(actionsOf(table).at(-1), {
      resource: "gadget",
      own: [
        "quicksight:ListGadgets",
        "quicksight:SearchGadgets",
        "quicksight:DescribeGadgetPermissions",
        "quicksight:UpdateGadgetPermissions",
      ],
      anywhere: [],
    });
  });
});
