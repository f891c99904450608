import assert from "node:assert/strict";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { type Emulator, startEmulator } from "../../local/emulator/startEmulator.ts";
import {
  createSecretValue,
  diffSecretValue,
  readSecretValue,
  updateSecretValue,
} from "../../providers/secretValueHandlers.ts";
import type { SecretValueState } from "../../providers/secretValueState.ts";
import type { ProviderContext } from "../../providers/stored.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";
import { type Relay, startRelay } from "../support/startRelay.ts";
import { asRoot } from "../support/asRoot.ts";

const accountId = "111122223333";
const region = "eu-west-1";
const given = JSON.stringify({ username: "quicksight", password: "hush-hush-4711" });
const knowing = { environment: { SALES_DB: given } };
const knowingNothing = { environment: {} };

/** Members of a JSON object. */
type Texts = Readonly<Partial<Record<string, string>>>;

describe("the content of a secret, by its handlers", function () {
  this.timeout(60_000);
  let emulator: Emulator;
  let relay: Relay;
  let byHand: SecretsManagerClient;
  let secretArn = "";
  /** All that came out of a handler, as the engine gets it or people do. */
  const outputs: string[] = [];
  keepEnvironment();
  const { log } = console;
  before(async () => {
    emulator = await startEmulator({ accountId, region });
    relay = await startRelay(emulator);
    byHand = new SecretsManagerClient(asRoot(emulator, region));
    Object.assign(process.env, {
      ...{ AWS_ENDPOINT_URL_SECRETS_MANAGER: relay.url, AWS_MAX_ATTEMPTS: "1" },
      ...{ AWS_ACCESS_KEY_ID: accountId, AWS_SECRET_ACCESS_KEY: "test" },
    });
  });
  beforeEach(async () => {
    await emulator.reset();
    await make();
    relay.meddle = () => undefined;
    for (const list of [relay.calls, relay.bodies, outputs]) list.length = 0;
    console.log = (line: string) => outputs.push(line);
  });
  afterEach(() => {
    console.log = log;
    const values = relay.bodies.flatMap((body) => {
      const { SecretString = "{}", RandomPassword } = JSON.parse(body) as Texts;
      const { password = RandomPassword } = JSON.parse(SecretString) as Texts;
      return password ?? [];
    });
    for (const value of [...values, "hush-hush"]) {
      assert.ok(!outputs.some((text) => text.includes(value)), "a value is in an output");
    }
  });
  after(async () => {
    byHand.destroy();
    relay.close();
    await emulator.close();
  });

  const make = async () => {
    const { ARN = "" } = await byHand.send(new CreateSecretCommand({ Name: "acme/db" }));
    secretArn = ARN;
  };
  const of = (more: Partial<SecretValueState> = {}): SecretValueState => ({
    ...{ version: 1, secretArn, region, environment: "", username: "quicksight", length: 32 },
    ...{ exclude: "/@", round: 1, rotates: false, standing: "current", ...more },
  });
  const fromEnvironment = (more: Partial<SecretValueState> = {}) =>
    of({ environment: "SALES_DB", username: "", length: 0, exclude: "", ...more });
  /** Runs a handler and keeps what comes out of it. */
  const seen = async <T>(run: Promise<T>): Promise<T> => {
    try {
      const result = await run;
      outputs.push(JSON.stringify(result));
      return result;
    } catch (error) {
      const { message, stack = "" } = error as Error;
      outputs.push(message, stack, JSON.stringify(error));
      throw error;
    }
  };
  const create = async (news: SecretValueState, context: ProviderContext = knowingNothing) =>
    (await seen(createSecretValue(news, context))).outs;
  const update = async (
    olds: SecretValueState,
    news: SecretValueState,
    context: ProviderContext = knowingNothing,
  ) => (await seen(updateSecretValue(olds, news, context))).outs;
  const read = async (state: SecretValueState) => {
    const { props } = await seen(readSecretValue(secretArn, state, knowingNothing));
    assert.ok(props !== undefined);
    return props;
  };
  /** What whoever asks for it gets; undefined while there is none. */
  const content = () =>
    byHand.send(new GetSecretValueCommand({ SecretId: secretArn })).then(
      ({ SecretString }) => SecretString,
      (error: unknown) => {
        if (error instanceof ResourceNotFoundException) return undefined;
        throw error;
      },
    );
  const replaceByHand = (SecretString = '{"username":"mine"}') =>
    byHand.send(new PutSecretValueCommand({ SecretId: secretArn, SecretString }));

  it("comes from the environment, and a refresh finds no difference without it", async () => {
    const outs = await create(fromEnvironment(), knowing);
    assert.equal(await content(), given);
    assert.deepEqual(await read(outs), outs);
    assert.deepEqual(diffSecretValue(outs, fromEnvironment()), { changes: false, replaces: [] });
    assert.ok(!relay.calls.includes("GetSecretValue"));
  });

  it("is made up as it is asked for", async () => {
    const outs = await create(of({ length: 40 }));
    const made = JSON.parse((await content()) ?? "") as Texts;
    assert.deepEqual(Object.keys(made), ["username", "password"]);
    assert.equal(made["username"], "quicksight");
    assert.match(made["password"] ?? "", /^[^/@]{40}$/);
    assert.deepEqual(await read(outs), outs);
  });

  for (const times of [1, 3]) {
    it(`is put back without being known when somebody replaced it, ${times} times`, async () => {
      const outs = await create(of());
      const before = await content();
      for (let count = 0; count < times; count++) await replaceByHand(`{"username":"${count}"}`);
      const found = await read(outs);
      assert.match(found.standing, /^version \S+ is current, /);
      assert.equal(diffSecretValue(found, of()).changes, true);
      const after = await update(found, of());
      assert.equal(await content(), before);
      assert.deepEqual(after, outs);
      assert.deepEqual(await read(after), outs);
    });
  }

  it("is given once more where that is asked for, and is another each time, also on the way back", async () => {
    const made = [];
    let state = await create(of());
    made.push(await content());
    for (const round of [2, 1, 2]) {
      state = await update(state, of({ round }));
      made.push(await content());
    }
    assert.equal(new Set(made).size, 4);
    const changed = JSON.stringify({ username: "quicksight", password: "hush-hush-0815" });
    const news = fromEnvironment({ round: 2 });
    state = await update(state, news, { environment: { SALES_DB: changed } });
    assert.equal(await content(), changed);
    assert.deepEqual(await read(state), state);
  });

  it("is gone with its secret, and says in a refresh that it cannot be looked at", async () => {
    const outs = await create(of());
    relay.meddle = () => ({ refuse: "AccessDeniedException" });
    assert.match((await read(outs)).standing, /^not known: .*AccessDenied/);
    relay.meddle = () => undefined;
    await byHand.send(new DeleteSecretCommand({ SecretId: secretArn }));
    assert.deepEqual(await readSecretValue(secretArn, outs, knowingNothing), { id: "" });
  });

  it("says what AWS refuses, and leaves what is there", async () => {
    const outs = await create(fromEnvironment(), knowing);
    for (const call of ["PutSecretValue", "GetRandomPassword"]) {
      relay.meddle = (name) => (name === call ? { refuse: "AccessDeniedException" } : undefined);
      const news = call === "PutSecretValue" ? fromEnvironment({ round: 2 }) : of({ round: 2 });
      await assert.rejects(update(outs, news, knowing), {
        message: new RegExp(`changing the content of ${secretArn}: .*AccessDenied`),
      });
      assert.equal(await content(), given);
    }
    relay.meddle = () => ({ refuse: "AccessDeniedException" });
    await assert.rejects(create(of()), /giving \S+ its content: .*AccessDenied/);
  });

  it("says what the environment lacks, and that what was made up is not there any more", async () => {
    await assert.rejects(create(fromEnvironment()), /the environment has no SALES_DB; have/);
    for (const SALES_DB of [given.slice(1), `[${given}]`]) {
      const wrong = create(fromEnvironment(), { environment: { SALES_DB } });
      await assert.rejects(wrong, /SALES_DB of the environment is not a JSON object of texts/);
    }
    const lost = { versionId: "00000000-0000-0000-0000-000000000000", standing: "another" };
    await replaceByHand();
    await assert.rejects(update(of(lost), of()), /is not there any more, .*raise round/);
    await assert.rejects(update(fromEnvironment(lost), fromEnvironment()), /has no SALES_DB/);
    await update(fromEnvironment(lost), fromEnvironment(), knowing);
    assert.equal(await content(), given);
  });

  it("is what a function made it, where one rotates it, and stays that when it is not rotated any more", async () => {
    const outs = await create(of({ rotates: true }));
    for (const password of ["one", "two"]) await replaceByHand(JSON.stringify({ password }));
    assert.deepEqual(diffSecretValue(await read(outs), of({ rotates: true })).changes, false);
    const after = await update(outs, of());
    assert.equal(await content(), '{"password":"two"}');
    assert.equal((await read(after)).standing, "current");
    await replaceByHand();
    await update(await read(after), of());
    assert.equal(await content(), '{"password":"two"}');
  });

  it("is taken as it is where somebody replaced it and a function is to do so from now on", async () => {
    const outs = await create(of());
    await replaceByHand();
    await update(await read(outs), of({ rotates: true }));
    assert.equal(await content(), '{"username":"mine"}');
  });

  it("is put there again where the state was lost and somebody replaced it since", async () => {
    await create(of());
    const before = await content();
    for (const username of ["a", "b", "c"]) await replaceByHand(JSON.stringify({ username }));
    const outs = await create(of());
    assert.equal(await content(), before);
    assert.deepEqual(await read(outs), outs);
  });

  /** Cuts a run off around each of its calls, and runs it again: what the first put there stays. */
  const cutAndAgain = async (begin: () => Promise<() => Promise<SecretValueState>>) => {
    for (const cut of ["before", "after"] as const) {
      for (let at = 1, isOver = false; !isOver; at += 1) {
        await emulator.reset();
        await make();
        const run = await begin();
        const before = await content();
        let count = 0;
        relay.meddle = () => ((count += 1) === at ? { cut } : undefined);
        isOver = await run().then(
          () => true,
          () => false,
        );
        assert.equal(isOver, count < at);
        relay.meddle = () => undefined;
        const left = await content();
        const state = await run();
        if (left !== before) assert.ok(left === (await content()), `cut ${cut} call ${at}`);
        assert.deepEqual(await read(state), state);
      }
    }
  };

  it("is made up once, wherever the run that did it was killed", async () => {
    await cutAndAgain(async () => {
      await Promise.resolve();
      return () => create(of());
    });
    assert.ok(relay.calls.includes("PutSecretValue"));
  });

  it("is made up once more once, wherever the run that did it was killed", async () => {
    await cutAndAgain(async () => {
      const state = await create(of());
      return () => update(state, of({ round: 2 }));
    });
  });
});
