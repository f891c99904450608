import assert from "node:assert/strict";
import { DescribeFolderResolvedPermissionsCommand } from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import type { Level } from "../../../core/assets/kindRow.ts";
import { createQuickSight } from "../../../core/aws/createQuickSight.ts";
import { waysIn } from "../../../core/explain/findWays.ts";
import { readSnapshot } from "../../../core/explain/readSnapshot.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";
import { buildAccount } from "./buildAccount.ts";
import { namespaceNames, type RandomAccount } from "./randomAccount.ts";

const numRuns = 25;
const region = "eu-west-1";

/** Folders in one another, most of them deep, with grants at every level to people and groups of three namespaces. */
const nestedFolders: fc.Arbitrary<RandomAccount> = fc
  .array(
    fc.record({
      // What is larger is more often the folder before: `buildAccount` takes the remainder.
      parent: fc.option(fc.nat(99), { nil: undefined, freq: 6 }),
      grants: fc.array(
        fc.record({
          to: fc.nat(99),
          level: fc.constantFrom<Level>("viewer", "contributor", "owner"),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((folders) => ({
    namespaces: namespaceNames.map(() => ({ groups: 2, users: [[0], [1]] })),
    ...{ folders, assets: [] },
  }));

describe("What explain says of folders in folders", () => {
  let world: SimulatedNamespace;
  beforeEach(async () => {
    world = await simulateNamespace();
  });
  afterEach(() => world.close());

  it(`is what the API resolves for each of them, in ${numRuns} accounts`, async () => {
    const data = createQuickSight({ ...world.connection, region });
    const clients = {
      intent: "reading",
      identity: world.client,
      data: [{ region, client: data }],
    } as const;
    let inherited = 0;
    await fc.assert(
      fc.asyncProperty(nestedFolders, async (account) => {
        world.simulator.reset({ namespaceDelayMs: 0, assetDelayMs: 0, searchDelayMs: 0 });
        await buildAccount(account, world.client, data);
        const { assets } = await readSnapshot(clients, scope, "2026-01-01T00:00:00Z");
        const waysTo = waysIn(assets);
        for (const folder of assets.filter(({ kind }) => kind === "folder")) {
          const said = new Map<string, Set<string>>();
          for (const { principal, actions, type } of waysTo(folder)) {
            said.set(principal, new Set([...(said.get(principal) ?? []), ...actions]));
            if (type === "folder") inherited += 1;
          }
          const { Permissions = [] } = await data.send(
            new DescribeFolderResolvedPermissionsCommand({
              ...{ AwsAccountId: scope.accountId, FolderId: folder.id, MaxResults: 100 },
            }),
          );
          assert.deepEqual(
            [...said].map(([principal, actions]) => [principal, [...actions].sort()]).sort(),
            Permissions.map(({ Principal, Actions = [] }) => [
              Principal,
              [...Actions].sort(),
            ]).sort(),
            folder.id,
          );
        }
      }),
      { numRuns },
    );
    data.destroy();
    assert.ok(inherited > numRuns, `${inherited} grants came from folders above`);
  }).timeout(numRuns * 4000);
});
