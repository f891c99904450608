import assert from "node:assert/strict";
import { TagResourceCommand } from "@aws-sdk/client-quicksight";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { withDeny } from "../../core/keys/access/denyStatements.ts";
import { PartialFailure } from "../../providers/partialFailure.ts";
import {
  checkReencryption,
  createReencryption,
  diffReencryption,
  readReencryptionState,
  updateReencryption,
} from "../../providers/reencryptionHandlers.ts";
import type { ReencryptionState } from "../../providers/reencryptionState.ts";
import { createDataSource } from "../simulator/support/assets.ts";
import {
  AwsAccountId,
  dataSetArn,
  key,
  type ReencryptionWorld,
  region,
  seenGrants,
  startReencryption,
} from "../core/keys/reencryption/reencryptionWorld.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { hearSaid } from "../support/hearSaid.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import { startKeyServer } from "../support/keyServer.ts";

const context = { environment: {} };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const state = (more: Partial<ReencryptionState> = {}): ReencryptionState => ({
  ...({ version: 1, accountId: AwsAccountId, region, defaultKey: key("b") } as const),
  ...{ exceptTag: "", exceptTagValue: "", parallel: 10, minutes: 30, lockBucket: "", pending: "" },
  ...more,
});

describe("the resource that re-encrypts", function () {
  this.timeout(60_000);
  let world: ReencryptionWorld;
  let kms: Server;
  /** What KMS answers in place of grants. */
  let denied = false;
  /** Keys whose grants may not be listed. */
  const hidden = new Set<string>();
  /** What of a key differs from one that is enabled and denies nobody. */
  const closed = new Map<string, { state?: string; policy?: string; tag?: string }>();
  keepEnvironment();
  const said = hearSaid();
  beforeEach(async () => {
    world = await startReencryption();
    denied = false;
    hidden.clear();
    closed.clear();
    kms = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { KeyId } = JSON.parse(body) as { KeyId: string };
        const call = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
        const { state: KeyState = "Enabled", policy: Policy = "{}", tag } = closed.get(KeyId) ?? {};
        if (denied || (call === "ListGrants" && hidden.has(KeyId))) {
          response.statusCode = 400;
          response.end(JSON.stringify({ __type: "AccessDeniedException", message: "no" }));
          return;
        }
        const answers: Readonly<Record<string, object>> = {
          DescribeKey: { KeyMetadata: { KeyId, Arn: KeyId, KeyState, KeyManager: "CUSTOMER" } },
          GetKeyPolicy: { Policy },
          ListResourceTags: {
            Tags:
              tag === undefined ? [] : [{ TagKey: "quicksight-governance:access", TagValue: tag }],
          },
        };
        if (answers[call] !== undefined) {
          response.end(JSON.stringify(answers[call]));
          return;
        }
        void seenGrants(world)([KeyId]).then(({ uses }) => {
          const Grants = uses.get(KeyId)?.map((arn) => ({
            Constraints: { EncryptionContextSubset: { "aws:quicksight:arn": arn } },
          }));
          response.end(JSON.stringify({ Grants }));
        });
      });
    });
    await new Promise<void>((resolve) => kms.listen(0, "127.0.0.1", resolve));
    callSimulator(world.simulator.url, {
      AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${(kms.address() as AddressInfo).port}`,
    });
  });
  afterEach(async () => {
    kms.close();
    await world.close();
  });
  const change = async () => {
    await world.addDataSets(["costs", "orders"]);
    await world.register("b", "a");
  };

  it("names in the preview what the update will load, before the other key is the default and where it is not made yet", async () => {
    await world.addDataSets(["costs", "orders"]);
    const costs = new RegExp(`data set "costs" \\(costs\\): under ${key("a")}\n.*"orders"`);
    await checkReencryption(state({ defaultKey: key("a") }), state(), context);
    assert.match(said.join("\n"), costs);
    said.length = 0;
    const { inputs } = await checkReencryption(
      {},
      state({ defaultKey: unknown, lockBucket: unknown }),
      context,
    );
    assert.match(said.join("\n"), costs);
    assert.equal(inputs.defaultKey, unknown);
    assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
  });

  it("names at most twenty, and nothing where there is nothing to do", async () => {
    await checkReencryption({}, state({ defaultKey: key("a") }), context);
    assert.deepEqual(said, []);
    await world.addDataSets(Array.from({ length: 25 }, (_, index) => `set-${index}`));
    await checkReencryption({}, state(), context);
    assert.match(said.join("\n"), /… and 5 more/);
  });

  it("does not fail a preview by somebody who may not ask, and says what is not known", async () => {
    await world.setFaults({ operation: "ListDataSets", error: "AccessDenied" });
    const { inputs } = await checkReencryption({}, state(), context);
    assert.deepEqual(inputs, state());
    assert.match(said.join(), /which data sets the update loads is not known here \(AccessDenied/);
    const read = await readReencryptionState("id", state({ pending: "x" }), context);
    assert.equal(read.props.pending, "x");
  });

  it("loads everything, and a refresh then finds nothing", async () => {
    await change();
    const { id, outs } = await createReencryption(state(), context);
    assert.equal(id, `${AwsAccountId}/${region}`);
    assert.equal(outs.pending, "");
    assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
    const { props } = await readReencryptionState(id, outs, context);
    assert.deepEqual(diffReencryption(props, state()), { changes: false, replaces: [] });
  });

  it("shows what somebody brought under another key, and the next update mends it", async () => {
    await change();
    const { id, outs } = await createReencryption(state(), context);
    await world.register("a", "b");
    await world.load("orders", "by-hand");
    await world.register("b", "a");
    const { props } = await readReencryptionState(id, outs, context);
    assert.equal(props.pending, `data set "orders" (orders): under ${key("a")}`);
    assert.equal(diffReencryption(props, state()).changes, true);
    await checkReencryption(props, state(), context);
    assert.match(said.join("\n"), /the update loads these in full .*\n {2}data set "orders"/);
    assert.equal((await updateReencryption(id, state(), context)).outs.pending, "");
  });

  it("fails with all that is left, keeps what is done, and says so in the state", async () => {
    await change();
    world.simulator.change({ ingestionOutcome: "FAILED" });
    await assert.rejects(createReencryption(state(), context), (error) => {
      assert.ok(error instanceof PartialFailure);
      assert.match(
        error.message,
        /2 of 3 steps failed for reencryption of the account; 1 are done, .*\n.*data set "costs" \(costs\), loaded in full \(under .*\): its load failed \(FAILED INTERNAL_SERVICE_ERROR/,
      );
      assert.match((error.properties as ReencryptionState).pending, /costs.*\n.*orders/);
      return true;
    });
  });

  it("does not fail for what the API cannot load", async () => {
    await world.console({ Kind: "FileDataSet", Id: "uploaded" });
    await change();
    await createReencryption(state(), context);
    assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
  });

  it("leaves what is left when its minutes are over to the next update, and says how many", async () => {
    await change();
    world.simulator.change({ ingestionDelayMs: 3000 });
    const hurried = state({ minutes: 0.005, parallel: 1 });
    await assert.rejects(
      createReencryption(hurried, context),
      /the run was stopped after 0.005 minutes \(account.reencryption.minutes\): 1 of 3 steps .* 1 were not begun/,
    );
  });

  it("says where it may not be known what a key encrypts", async () => {
    denied = true;
    await change();
    await checkReencryption({}, state(), context);
    assert.match(
      said.join("\n"),
      /not known here \(what is under the default key .* \(AccessDeniedException: no\); nothing was loaded: allow kms:/,
    );
    await assert.rejects(createReencryption(state(), context), /allow kms:ListGrants on it/);
  });

  const closures = {
    "somebody disabled": { state: "Disabled" },
    "waits for its deletion": { state: "PendingDeletion" },
    "our statements deny to QuickSight": { policy: withDeny("{}", region) },
    "is about to be revoked": {
      tag: "revoked by disable 2026-11-29T10:00:00.000Z arn:aws:iam::111122223333:user/ana - a leak",
    },
  };
  for (const [how, closure] of Object.entries(closures)) {
    it(`opens nothing that is under a key that ${how}: the preview and the update name it, and leave it`, async () => {
      await world.addDataSets(["costs", "orders"]);
      closed.set(key("a"), closure);
      await checkReencryption(state({ defaultKey: key("a") }), state(), context);
      const left = new RegExp(
        `${key("a")} is closed to QuickSight \\(.*\\): data set "costs" \\(costs\\); data set "orders".* stay closed.*qsgov restore`,
      );
      assert.match(said.join("\n"), left);
      assert.doesNotMatch(said.join("\n"), /the update loads these/);
      await world.register("b", "a");
      said.length = 0;
      const { id, outs } = await createReencryption(state(), context);
      assert.match(said.join("\n"), left);
      assert.equal(outs.pending, "");
      assert.equal((await world.keys())[dataSetArn("costs")], key("a"));
      assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
      closed.clear();
      const { props } = await readReencryptionState(id, outs, context);
      assert.match(props.pending, /costs.*\n.*orders/);
      await updateReencryption(id, state(), context);
      assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
    });
  }

  it("opens nothing that is under a key that the settings are about to revoke in the same update", async () => {
    await world.addDataSets(["costs"]);
    const revoking = state({ closing: key("a") });
    await checkReencryption(state({ defaultKey: key("a") }), revoking, context);
    const left =
      /key\/a is closed to QuickSight \(account\.keys revokes it\): data set "costs" .* stay closed/;
    assert.match(said.join("\n"), left);
    await world.register("b", "a");
    await createReencryption(revoking, context);
    assert.equal((await world.keys())[dataSetArn("costs")], key("a"));
    assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
    assert.equal(diffReencryption(revoking, state()).changes, true, "taking it out is a change");
  });

  it("opens nothing that may be under a revoked key, where nobody sees under which key it is", async () => {
    await change();
    closed.set(key("a"), { state: "Disabled" });
    hidden.add(key("a"));
    await createReencryption(state(), context);
    assert.match(said.join("\n"), /key\/a is closed .*: data set "costs" .* stay closed/);
    assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
  });

  it("does not write the credentials of a data source again that are under a revoked key", async () => {
    world.simulator.change({ keyForSecrets: true });
    const SecretArn = `arn:aws:secretsmanager:eu-west-1:${AwsAccountId}:secret:db-a1b2c3`;
    await createDataSource(world.client, "secret", { Credentials: { SecretArn } });
    await world.register("b", "a");
    closed.set(key("a"), { state: "Disabled" });
    await createReencryption(state(), context);
    assert.match(said.join("\n"), /key\/a is closed .*: data source secret.* stay closed/);
    assert.equal(world.simulator.calls()["UpdateDataSource"], undefined);
  });

  it("begins no load of what is under a key that is revoked while it goes on, and cancels its own", async () => {
    await change();
    world.simulator.change({ ingestionDelayMs: 20_000 });
    const running = createReencryption(state({ parallel: 1 }), context).catch(
      (error: unknown) => error,
    );
    while ((await world.begunLoads("costs")) === 0) await sleep(20);
    closed.set(key("a"), { state: "Disabled" });
    const error = await running;
    assert.ok(error instanceof PartialFailure);
    assert.match(
      error.message,
      /"costs".*: its load was cancelled: .*key\/a was closed to QuickSight/,
    );
    assert.match(error.message, /"orders".*: .*key\/a was closed to QuickSight .*stays closed/);
    assert.equal((error.properties as ReencryptionState).pending, "");
    assert.equal(await world.begunLoads("orders"), 0);
    const [load] = await world.loads("costs");
    assert.equal(load?.IngestionStatus, "CANCELLED");
    assert.equal((await world.keys())[dataSetArn("costs")], key("a"));
  });

  it("names in the preview a load that a stopped update left and that would open what is closed now, and the update cancels it", async () => {
    const s3 = await startKeyServer();
    process.env["AWS_ENDPOINT_URL_S3"] = s3.environment["AWS_ENDPOINT_URL"];
    try {
      await world.addDataSets(["costs"]);
      await world.register("b", "a");
      world.simulator.change({ ingestionDelayMs: 20_000 });
      const stopped = state({ lockBucket: "governance", minutes: 0.005 });
      await assert.rejects(createReencryption(stopped, context), /its load qsgov-\w+-1 goes on/);
      closed.set(key("a"), { state: "Disabled" });
      const inputs = state({ lockBucket: "governance" });
      const { props } = await readReencryptionState("id", inputs, context);
      const load =
        /^the load of data set "costs" \(costs\) that goes on, to be cancelled: .*key\/a is closed to QuickSight \(.*\), and it would open under the default key$/;
      assert.match(props.pending, load);
      said.length = 0;
      await checkReencryption(props, inputs, context);
      assert.match(said.join("\n"), /the update cancels what would open:\n {2}the load of .*costs/);
      assert.doesNotMatch(said.join("\n"), /the update loads these/);
      const { outs } = await updateReencryption("id", inputs, context);
      assert.equal(outs.pending, "");
      assert.equal((await world.loads("costs"))[0]?.IngestionStatus, "CANCELLED");
    } finally {
      s3.close();
    }
  });

  it("loads nothing under a default key that is revoked, says so, and the update after the restore does", async () => {
    await change();
    closed.set(key("b"), { policy: withDeny("{}", region) });
    await assert.rejects(createReencryption(state(), context), (error) => {
      assert.ok(error instanceof PartialFailure);
      assert.match(error.message, /key\/b is the default key and closed to QuickSight .*restore/);
      assert.match(
        (error.properties as ReencryptionState).pending,
        /key\/b is closed to QuickSight .*: 2 things would be brought/,
      );
      return true;
    });
    assert.equal(world.simulator.calls()["CreateIngestion"], undefined);
    closed.clear();
    await updateReencryption("id", state(), context);
    assert.equal((await world.keys())[dataSetArn("costs")], key("b"));
  });

  it("does not fail under a revoked default key where everything else is exempt", async () => {
    await change();
    const Tags = [{ Key: "keep-key", Value: "yes" }];
    for (const id of ["costs", "orders"]) {
      await world.client.send(new TagResourceCommand({ ResourceArn: dataSetArn(id), Tags }));
    }
    closed.set(key("b"), { state: "Disabled" });
    const { outs } = await createReencryption(state({ exceptTag: "keep-key" }), context);
    assert.equal(outs.pending, "");
  });

  it("previews what the update does now, and not what an earlier look found", async () => {
    await change();
    closed.set(key("a"), { state: "Disabled" });
    const pending = `data set "costs" (costs): under ${key("a")}`;
    await checkReencryption(state({ pending }), state(), context);
    assert.doesNotMatch(said.join("\n"), /the update loads these/);
    assert.match(said.join("\n"), /stay closed/);
  });
});
