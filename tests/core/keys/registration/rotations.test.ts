import assert from "node:assert/strict";
import {
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DisableKeyCommand,
  KMSClient,
  ListKeyRotationsCommand,
  RotateKeyOnDemandCommand,
} from "@aws-sdk/client-kms";
import { QuickSightClient } from "@aws-sdk/client-quicksight";
import { complete } from "../../../../core/aws/complete.ts";
import { judgeRotation, wantedRotation } from "../../../../core/keys/registration/judgeRotation.ts";
import { rotations } from "../../../../core/keys/registration/rotations.ts";
import { type Emulator, startEmulator } from "../../../../local/emulator/startEmulator.ts";
import { keepEnvironment } from "../../../support/keepEnvironment.ts";

const accountId = "111122223333";
const dayMs = 24 * 60 * 60 * 1000;
const dayIn = (days: number) => new Date(Date.now() + days * dayMs).toISOString().slice(0, 10);

describe("where the rotation of a key stands", () => {
  const at = (day: string) => new Date(`${day}T12:00:00Z`);
  const facts = {
    ...{ madeAt: at("2026-01-01"), rotatedAt: [], onDemand: 0 },
    ...{ origin: "AWS_KMS", isReplica: false },
  };
  const wanted = wantedRotation("2026-06-15");

  it("is done with material of that day or later, also where the key was made or rotated by itself since", () => {
    const done = { is: "done", text: wanted, mark: "" };
    assert.deepEqual(judgeRotation(wanted, { ...facts, rotatedAt: [at("2026-06-15")] }), done);
    const out = [at("2026-08-01"), at("2026-02-01")];
    assert.deepEqual(judgeRotation(wanted, { ...facts, rotatedAt: out }), done);
    assert.deepEqual(judgeRotation(wanted, { ...facts, madeAt: at("2026-06-15") }), done);
  });

  it("says when it was rotated last, and waits for a rotation under way", () => {
    const last = { ...facts, rotatedAt: [at("2026-06-14"), at("2026-02-01")] };
    assert.equal(judgeRotation(wanted, last).text, "last on 2026-06-14");
    assert.equal(judgeRotation(wanted, facts).text, "not since it was made on 2026-01-01");
    const underWay = { ...last, underWaySince: at("2026-06-15") };
    assert.equal(judgeRotation(wanted, underWay).is, "running");
  });
});

describe("a key that is to be rotated on demand", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let kms: KMSClient;
  let client: QuickSightClient;
  keepEnvironment();
  before(async () => {
    emulator = await startEmulator({ accountId });
    const options = {
      region: "eu-west-1",
      credentials: { accessKeyId: accountId, secretAccessKey: "test" },
      requestHandler: { httpsAgent: { ca: emulator.certificate } },
    };
    process.env["AWS_ENDPOINT_URL_KMS"] = emulator.url;
    kms = new KMSClient(options);
    client = new QuickSightClient(options);
  });
  beforeEach(() => emulator.reset());
  after(async () => {
    kms.destroy();
    client.destroy();
    await emulator.close();
  });
  const make = async (input: CreateKeyCommandInput = {}) =>
    (await kms.send(new CreateKeyCommand(input))).KeyMetadata?.Arn ?? "";
  const count = async (KeyId: string) =>
    (await kms.send(new ListKeyRotationsCommand({ KeyId }))).Rotations?.length;
  /** As a run does; the key is as old as the clock of the emulator is ahead. */
  const run = (subject: string, day: string) =>
    complete(
      rotations,
      client,
      { accountId, subject, displayName: "key main", wanted: wantedRotation(day) },
      {
        ...{ before: { mark: "", isSame: true }, untilShown: 200, onLook: () => undefined },
        ...{ signal: new AbortController().signal, onSaid: () => undefined },
      },
    );

  it("is rotated once for a day, however often it is run, and again for a later day", async () => {
    const key = await make();
    const [first, later] = [dayIn(10), dayIn(20)];
    await emulator.changeTrail({ offsetMs: 10 * dayMs });
    for (let runs = 0; runs < 3; runs++) assert.equal((await run(key, first)).is, "done");
    assert.equal(await count(key), 1);
    await emulator.changeTrail({ offsetMs: 20 * dayMs });
    for (let runs = 0; runs < 2; runs++) assert.equal((await run(key, later)).is, "done");
    assert.equal((await run(key, first)).is, "done");
    assert.equal(await count(key), 2);
  });

  it("is not rotated where it was made on that day, or somebody has rotated it since", async () => {
    const key = await make();
    assert.equal((await run(key, dayIn(0))).is, "done");
    assert.equal(await count(key), 0);
    await emulator.changeTrail({ offsetMs: 10 * dayMs });
    await kms.send(new RotateKeyOnDemandCommand({ KeyId: key }));
    assert.equal((await run(key, dayIn(10))).is, "done");
    assert.equal(await count(key), 1);
  });

  it("says why KMS does not rotate it, and what to do", async () => {
    const [disabled, used] = [await make(), await make()];
    await emulator.changeTrail({ offsetMs: 10 * dayMs });
    await kms.send(new DisableKeyCommand({ KeyId: disabled }));
    const { is, problem = "" } = await run(disabled, dayIn(10));
    assert.equal(is, "wrong");
    assert.match(problem, /KMS does not rotate it \(DisabledException.*25 times.*rotatedOn/);
    for (let times = 0; times < 25; times++) {
      await kms.send(new RotateKeyOnDemandCommand({ KeyId: used }));
    }
    const over = await run(used, dayIn(20));
    assert.match(over.problem ?? "", /LimitExceededException/);
  });
});
