import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CancelIngestionCommand,
  CreateDataSourceCommand,
  CreateIngestionCommand,
  DeleteDataSetCommand,
  DescribeDataSourceCommand,
  DescribeKeyRegistrationCommand,
  ListIngestionsCommand,
  type QuickSightClient,
  UpdateDataSetCommand,
  UpdateDataSourceCommand,
  UpdateKeyRegistrationCommand,
} from "@aws-sdk/client-quicksight";
import { describeReady } from "../../core/data/judgeDataSource.ts";
import { formatKeys } from "../../core/keys/registration/registeredKey.ts";
import {
  createCompletion,
  diffCompletion,
  readCompletion,
  updateCompletion,
} from "../../providers/completionHandlers.ts";
import type { CompletionKind } from "../../providers/completionKinds.ts";
import { completionState, type CompletionState } from "../../providers/completionState.ts";
import { createDataSet, createDataSource, database, table } from "../simulator/support/assets.ts";
import { AwsAccountId, simulated } from "../simulator/support/simulated.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { hearSaid } from "../support/hearSaid.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import { partialFailureOf } from "../support/partialFailureOf.ts";

const region = "eu-west-1";
const context = { environment: {} };
const of = (kind: CompletionKind, subject: string, definition = "1", wanted = "loaded") =>
  completionState(
    { kind, accountId: AwsAccountId, region, subject, displayName: "Revenue" },
    definition,
    wanted,
  );
const sales = { AwsAccountId, DataSetId: "sales" };

describe("a completion", function () {
  this.timeout(60_000);
  keepEnvironment();
  const world = simulated();
  let client: QuickSightClient;
  const said = hearSaid();
  before(() => {
    client = world.client();
    callSimulator(world.url());
  });

  const failure = async (run: Promise<unknown>) => {
    const { message, state } = await partialFailureOf(run);
    return { message, state: state as CompletionState };
  };
  const read = async (state: CompletionState) => {
    const { props } = await readCompletion("id", state, context);
    assert.ok(props !== undefined);
    return props;
  };
  const loads = async () => {
    const { Ingestions = [] } = await client.send(new ListIngestionsCommand(sales));
    return Ingestions.map(
      ({ RequestType, IngestionStatus }) => `${RequestType} ${IngestionStatus}`,
    );
  };
  const change = (...columns: string[]) =>
    client.send(
      new UpdateDataSetCommand({
        ...{ ...sales, ...table(...columns), Name: "sales", ImportMode: "SPICE" },
      }),
    );
  const createSales = async () => {
    await createDataSource(client, "db");
    await createDataSet(client, "sales", { ImportMode: "SPICE" });
  };

  describe("of a load", () => {
    it("waits for it, and says how it stands", async () => {
      world.change({ ingestionDelayMs: 600 });
      await createSales();
      const { outs, id } = await createCompletion(of("load", "sales"), context);
      assert.equal(id, "load/111122223333/eu-west-1/sales");
      assert.equal(outs.standing, "loaded");
      assert.deepEqual(await loads(), ["INITIAL_INGESTION COMPLETED"]);
      assert.deepEqual(diffCompletion(outs, of("load", "sales")), { changes: false, replaces: [] });
    });

    it("begins none where there was one before anybody followed it, whatever became of it", async () => {
      await createSales();
      await createCompletion(of("ruleLoad", "sales"), context);
      world.change({ ingestionOutcome: "FAILED" });
      await client.send(new CreateIngestionCommand({ ...sales, IngestionId: "nightly" }));
      const { message } = await failure(createCompletion(of("ruleLoad", "sales"), context));
      assert.match(
        message,
        /^the rules about rows of data set Revenue were not loaded .*old rules/,
      );
      assert.equal(world.calls()["CreateIngestion"], 1);
    });

    it("fails with the reason, shows it as a difference, and has it done again by the next update, until it succeeds", async () => {
      world.change({ ingestionOutcome: "FAILED" });
      await createSales();
      const wanted = of("load", "sales");
      const first = await failure(createCompletion({ ...wanted, __provider: "code" }, context));
      assert.match(first.message, /were not loaded \(FAILED INTERNAL_SERVICE_ERROR: .*no rows yet/);
      assert.deepEqual(first.state, {
        ...wanted,
        __provider: "code",
        standing: "FAILED INTERNAL_SERVICE_ERROR: The simulator was told to let loads fail.",
        mark: first.state.mark,
        change: first.state.mark,
      });
      const seen = await read(first.state);
      assert.deepEqual(diffCompletion(seen, wanted), { changes: true, replaces: [] });
      const second = await failure(updateCompletion("id", seen, wanted, context));
      assert.notEqual(second.state.mark, first.state.mark);
      world.change({ ingestionOutcome: "COMPLETED" });
      const { outs } = await updateCompletion("id", await read(second.state), wanted, context);
      assert.equal(outs.standing, "loaded");
      assert.deepEqual(said, [
        "loading data set Revenue: once more, as it failed before (load 1 of 32 by hand in 24 hours)",
        "loading data set Revenue: once more, as it failed before (load 2 of 32 by hand in 24 hours)",
      ]);
      assert.deepEqual(await read(outs), outs);
    });

    it("follows the load of a change, and begins none of its own", async () => {
      await createSales();
      const { outs } = await createCompletion(of("load", "sales"), context);
      world.change({ ingestionDelayMs: 600, ingestionOutcome: "FAILED" });
      await change("region");
      const news = of("load", "sales", "2");
      const { state } = await failure(updateCompletion("id", outs, news, context));
      assert.equal(state.definition, "2");
      assert.deepEqual(await loads(), ["EDIT FAILED", "INITIAL_INGESTION COMPLETED"]);
    });

    it("follows the newest where one takes the place of another, or somebody cancels it", async () => {
      world.change({ ingestionDelayMs: 60_000 });
      await createSales();
      const following = createCompletion(of("load", "sales"), context);
      await client.send(new CreateIngestionCommand({ ...sales, IngestionId: "mine" }));
      await client.send(new CancelIngestionCommand({ ...sales, IngestionId: "mine" }));
      setTimeout(() => {
        world.change({ ingestionDelayMs: 0 });
        void client.send(new CreateIngestionCommand({ ...sales, IngestionId: "theirs" }));
      }, 500);
      assert.equal((await following).outs.mark, "theirs");
    });

    it("follows what puts back a change that it did not follow, by hand or of a run that was killed", async () => {
      await createSales();
      const wanted = of("ruleLoad", "sales");
      const { outs } = await createCompletion(wanted, context);
      assert.deepEqual(await read(outs), outs);
      await change("region");
      const seen = await read(outs);
      assert.deepEqual(diffCompletion(seen, wanted), { changes: true, replaces: [] });
      assert.match(seen.definition, /^changed since by what no run has followed \(load \S+\)$/);
      world.change({ ingestionOutcome: "FAILED" });
      await change("country");
      const { message, state } = await failure(updateCompletion("id", seen, wanted, context));
      assert.match(message, /the rules about rows .* were not loaded .*the old rules are still in/);
      world.change({ ingestionOutcome: "COMPLETED" });
      const put = await updateCompletion("id", await read(state), wanted, context);
      assert.deepEqual(diffCompletion(await read(put.outs), wanted), {
        ...{ changes: false, replaces: [] },
      });
    });

    it("claims of no rules that they hold before a load of them is shown, and loads them by hand where none is", async () => {
      await createSales();
      const { outs } = await createCompletion(of("ruleLoad", "sales"), context);
      const changed = of("ruleLoad", "sales", "2");
      const running = failure(updateCompletion("id", outs, changed, context));
      setTimeout(() => process.emit("SIGTERM", "SIGTERM"), 300);
      const { state } = await running;
      assert.deepEqual(diffCompletion(await read(state), changed).changes, true);
      const put = await updateCompletion("id", await read(state), changed, context);
      assert.deepEqual(await loads(), ["FULL_REFRESH COMPLETED", "INITIAL_INGESTION COMPLETED"]);
      assert.deepEqual(said, [
        "loading the rules of data set Revenue: by hand, as QuickSight shows no load of the change (load 1 of 32 by hand in 24 hours)",
      ]);
      assert.deepEqual(diffCompletion(await read(put.outs), changed).changes, false);
    });

    it("takes no part in what a schedule loads meanwhile", async () => {
      await createSales();
      const { outs } = await createCompletion(of("load", "sales"), context);
      world.change({ ingestionDelayMs: 60_000 });
      await client.send(new CreateIngestionCommand({ ...sales, IngestionId: "nightly" }));
      assert.deepEqual(diffCompletion(await read(outs), of("load", "sales")), {
        ...{ changes: false, replaces: [] },
      });
    });

    it("asks for no more loads by hand than QuickSight takes, and says so", async () => {
      await createSales();
      world.change({ ingestionOutcome: "FAILED" });
      for (let count = 1; count <= 32; count += 1) {
        await client.send(new CreateIngestionCommand({ ...sales, IngestionId: `r${count}` }));
      }
      const wanted = of("load", "sales");
      const olds = await read(wanted);
      const { message } = await failure(updateCompletion("id", olds, wanted, context));
      assert.match(
        message,
        /takes 32 loads by hand of a data set in 24 hours, and these are used up/,
      );
      assert.equal(world.calls()["CreateIngestion"], 32);
    });

    it("stops waiting at a signal, says that the load goes on, and the next run follows it", async () => {
      world.change({ ingestionDelayMs: 3000 });
      await createSales();
      const wanted = of("ruleLoad", "sales");
      const running = failure(createCompletion(wanted, context));
      setTimeout(() => process.emit("SIGTERM", "SIGTERM"), 300);
      const { message, state } = await running;
      assert.match(
        message,
        /^the run was stopped by SIGTERM: loading the rules of data set Revenue goes on at QuickSight \((INITIALIZED|QUEUED|RUNNING)\); run it again to follow it$/,
      );
      const { outs } = await updateCompletion("id", await read(state), wanted, context);
      assert.equal(outs.standing, "loaded");
      assert.deepEqual(await loads(), ["INITIAL_INGESTION COMPLETED"]);
    });

    it("is gone with its data set, and what cannot be looked at is a difference and stops no refresh", async () => {
      await createSales();
      const { outs } = await createCompletion(of("load", "sales"), context);
      const refuse = { operation: "ListIngestions", error: "AccessDeniedException" };
      await world.control("POST", "/_sim/faults", refuse);
      assert.match((await read(outs)).standing, /^not known: AccessDeniedException: /);
      await assert.rejects(updateCompletion("id", outs, of("load", "sales", "2"), context), {
        message: /^loading data set Revenue \(sales\): AccessDeniedException: /,
      });
      await world.control("DELETE", "/_sim/faults");
      await client.send(new DeleteDataSetCommand(sales));
      assert.deepEqual(await readCompletion("id", outs, context), { id: "" });
    });
  });

  describe("of a data source", () => {
    const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
    const source = { AwsAccountId, DataSourceId: "db" };
    const wanted = of("dataSource", "db", "1", describeReady(arn("db-a1b2c3")));
    const { DataSourceParameters } = database;
    const find = async () =>
      (await client.send(new DescribeDataSourceCommand(source))).DataSource ?? {};
    beforeEach(() =>
      client.send(
        new CreateDataSourceCommand({
          ...{ ...source, Name: "db", Type: "POSTGRESQL", DataSourceParameters },
          Credentials: { SecretArn: arn("db-a1b2c3") },
          SslProperties: { DisableSsl: false },
        }),
      ),
    );

    it("shows another secret, and puts the declared one back with all else as it is", async () => {
      const { outs } = await createCompletion(wanted, context);
      const Credentials = { SecretArn: arn("other-d4e5f6") };
      await client.send(
        new UpdateDataSourceCommand({
          ...{ ...source, Name: "db", DataSourceParameters, Credentials },
          SslProperties: { DisableSsl: false },
        }),
      );
      const seen = await read(outs);
      assert.equal(seen.standing, describeReady(arn("other-d4e5f6")));
      const put = await updateCompletion("id", seen, wanted, context);
      assert.equal(put.outs.standing, wanted.standing);
      const { SecretArn, SslProperties, ...now } = await find();
      assert.equal(SecretArn, arn("db-a1b2c3"));
      assert.deepEqual(SslProperties, { DisableSsl: false });
      assert.deepEqual(now.DataSourceParameters, DataSourceParameters);
      assert.deepEqual(said, [
        `connecting data source Revenue: once more, with the secret ${arn("db-a1b2c3")}`,
      ]);
      await simulatorWrites({ CreateDataSource: 1, UpdateDataSource: 2 });
    });

    const simulatorWrites = (expected: object) => {
      const calls = Object.entries(world.calls());
      const writes = Object.fromEntries(calls.filter(([name]) => !/^Describe/.test(name)));
      assert.deepEqual(writes, expected);
      return Promise.resolve();
    };
  });

  describe("of a registration of keys", () => {
    const arn = (id: number) => `arn:aws:kms:eu-west-1:${AwsAccountId}:key/${id}`;
    const declared = [
      { name: "main", arn: arn(1), default: false },
      { name: "second", arn: arn(2), default: true },
    ];
    const wanted = of("keyRegistration", "", "", formatKeys(declared));
    const register = (...keys: { arn: string; default: boolean }[]) =>
      client.send(
        new UpdateKeyRegistrationCommand({
          AwsAccountId,
          KeyRegistration: keys.map((key) => ({ KeyArn: key.arn, DefaultKey: key.default })),
        }),
      );
    const registered = async () =>
      (
        await client.send(new DescribeKeyRegistrationCommand({ AwsAccountId }))
      ).KeyRegistration?.map(
        ({ KeyArn, DefaultKey }) => `${KeyArn?.split("/").at(-1)} ${DefaultKey}`,
      );

    it("is done when what is read back is what was declared", async () => {
      await register(...declared);
      assert.equal((await createCompletion(wanted, context)).outs.standing, wanted.wanted);
      assert.equal(world.calls()["UpdateKeyRegistration"], 1);
    });

    it("is done also where QuickSight shows it only after a while", async () => {
      world.reset({ keyDelayMs: 700 });
      await register(...declared);
      assert.equal((await createCompletion(wanted, context)).outs.standing, wanted.wanted);
      assert.equal(world.calls()["UpdateKeyRegistration"], 1);
    });

    it("takes a key that has just left not back, where QuickSight still shows it", async () => {
      world.reset({ keyDelayMs: 700 });
      await register({ arn: arn(9), default: true });
      await sleep(800);
      await register(...declared);
      await createCompletion(wanted, context);
      assert.deepEqual((await registered())?.sort(), ["1 false", "2 true"]);
    });

    it("is not registered anew for a key that is there besides, which could be lost by that", async () => {
      await register(...declared, { arn: arn(9), default: false });
      const { message } = await failure(createCompletion(wanted, context));
      assert.match(message, /key\/9 is registered with QuickSight and not declared/);
      assert.equal(world.calls()["UpdateKeyRegistration"], 1);
    });

    it("registers a key that was lost, and takes none out that no preview has named", async () => {
      await register(...declared);
      const { outs } = await createCompletion(wanted, context);
      await register(declared[1] ?? { arn: "", default: true }, { arn: arn(9), default: false });
      assert.match((await read(outs)).standing, /^- \S+key\/9\n/);
      const { message } = await failure(updateCompletion("id", await read(outs), wanted, context));
      assert.match(message, /key\/9 is registered with QuickSight and not declared/);
      assert.deepEqual((await registered())?.sort(), ["1 false", "2 true", "9 false"]);
    });

    it("names the key that QuickSight does not take, and its reason", async () => {
      const elsewhere = {
        name: "main",
        arn: arn(1).replace("eu-west-1", "us-west-2"),
        default: false,
      };
      const news = of("keyRegistration", "", "", formatKeys([elsewhere, declared[1] as never]));
      await register(elsewhere, declared[1] as never);
      const { message, state } = await failure(createCompletion(news, context));
      assert.match(
        message,
        /account\.keys\.main \(\S+us-west-2\S+\) is not registered with QuickSight, which did not take it: .* is not of this Region and account/,
      );
      assert.equal(state.standing, `second ${arn(2)} default`);
    });
  });
});
