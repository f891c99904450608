import assert from "node:assert/strict";
import fc from "fast-check";
import { searchAssets } from "../../../core/assets/searchAssets.ts";
import { assetKinds } from "../../../core/assets/assetKinds.ts";
import { createQuickSight } from "../../../core/aws/createQuickSight.ts";
import { openIndex } from "../../../core/explain/accessIndex.ts";
import { explainPerson } from "../../../core/explain/explainPerson.ts";
import { arnOfPrincipal } from "../../../core/explain/principals.ts";
import { readSnapshot } from "../../../core/explain/readSnapshot.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";
import { buildAccount } from "./buildAccount.ts";
import { randomAccount, randomKinds } from "./randomAccount.ts";

/** `EXPLAIN_ACCOUNTS=1000` is the proof; fewer show a fault that comes in with a change. */
const numRuns = Number(process.env["EXPLAIN_ACCOUNTS"] ?? 25);
const region = "eu-west-1";

describe("What explain says of random accounts", () => {
  let world: SimulatedNamespace;

  beforeEach(async () => {
    world = await simulateNamespace();
  });
  afterEach(() => world.close());

  it(`is what the service's own search finds for everybody, in ${numRuns} accounts`, async () => {
    const data = createQuickSight({ ...world.connection, region });
    const clients = {
      intent: "reading",
      identity: world.client,
      data: [{ region, client: data }],
    } as const;
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(randomAccount, async (account) => {
        world.simulator.reset({ namespaceDelayMs: 0, assetDelayMs: 0, searchDelayMs: 0 });
        await buildAccount(account, world.client, data);
        const snapshot = await readSnapshot(clients, scope, "2026-01-01T00:00:00Z");
        assert.deepEqual(snapshot.unknown, []);
        const index = openIndex(snapshot);
        for (const [namespace, { people }] of Object.entries(snapshot.namespaces)) {
          for (const person of people) {
            const said = explainPerson(index, namespace, person).assets.map(({ asset }) => asset);
            const arn = arnOfPrincipal(scope, { type: "user", namespace, name: person.userName });
            for (const kind of [...randomKinds, "folder"]) {
              const found = await searchAssets(
                data,
                scope.accountId,
                kind,
                arn,
                assetKinds,
                "byReader",
              );
              assert.deepEqual(
                said
                  .filter((asset) => asset.kind === kind)
                  .map(({ id }) => id)
                  .sort(),
                found.map(({ id }) => id).sort(),
                `${kind}s of ${arn}`,
              );
              compared += found.length;
            }
          }
        }
      }),
      { numRuns },
    );
    data.destroy();
    assert.ok(compared > numRuns, `${compared} assets were compared`);
  }).timeout(numRuns * 4000);
});
