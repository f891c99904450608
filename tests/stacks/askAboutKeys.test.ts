import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { QuickSightClient, UpdateKeyRegistrationCommand } from "@aws-sdk/client-quicksight";
import { formatKeys } from "../../core/keys/registration/registeredKey.ts";
import { type Simulator, startSimulator } from "../../local/simulator/startSimulator.ts";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { askAboutKeys } from "../../stacks/askAboutKeys.ts";
import { checkKeys } from "../../stacks/checkKeys.ts";
import { governedKeysOf } from "../../stacks/governedKeysOf.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const accountId = "111122223333";
const region = "eu-west-1";
const facts = { accountId, partition: "aws", region, identityRegion: region };
const arn = (id: string) => `arn:aws:kms:${region}:${accountId}:key/${id}`;
const dataSet = (id: string) => `arn:aws:quicksight:${region}:${accountId}:dataset/${id}`;
const component =
  "urn:pulumi:dev::quicksight-governance::quicksight-governance:account:EncryptionKeys";
const made = (name: string, id: string): StackResources => ({
  [`${component}$aws:kms/key:Key::keys-${name}`]: {
    type: "aws:kms/key:Key",
    outputs: { arn: arn(id), keyId: id },
  },
});
const declared = (keyArns: Record<string, string>): StackResources => ({
  [`${component}::keys`]: {
    type: "quicksight-governance:account:EncryptionKeys",
    outputs: { keyArns },
  },
});
/** As a refresh leaves it: what is registered now, whoever did it. */
const registration = (...keys: string[]): StackResources => ({
  [`${component}$aws:quicksight/keyRegistration:KeyRegistration::keys`]: {
    type: "aws:quicksight/keyRegistration:KeyRegistration",
    outputs: { keyRegistrations: keys.map((keyArn) => ({ keyArn, defaultKey: false })) },
  },
});
const followed = (keys: Record<string, string>): StackResources => ({
  [`${component}$pulumi-nodejs:dynamic/quicksight:Completion::keys-registration`]: {
    type: "pulumi-nodejs:dynamic/quicksight:Completion",
    outputs: {
      kind: "keyRegistration",
      wanted: formatKeys(
        Object.entries(keys).map(([name, keyArn]) => ({ name, arn: keyArn, default: false })),
      ),
    },
  },
});

describe("keys that leave the settings of an account", () => {
  let simulator: Simulator;
  let kms: Server;
  let client: QuickSightClient;
  /** The data sets that each key encrypts, by the key's ARN. */
  const uses = new Map<string, string[]>();
  /** Other grants on a key. */
  const others = new Map<string, object[]>();
  /** What KMS says of a key in place of its grants. */
  const errors = new Map<string, string>();
  /** Keys that are not enabled, by ARN their state. */
  const states = new Map<string, string>();
  let warnings: string[];
  const { warn } = pulumi.log;
  keepEnvironment();
  before(async () => {
    simulator = await startSimulator({ validateOutputs: true });
    kms = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { KeyId } = JSON.parse(body) as { KeyId: string };
        const error = errors.get(KeyId);
        if (error !== undefined) {
          response.statusCode = 400;
          response.end(JSON.stringify({ __type: error, message: "no" }));
          return;
        }
        if (request.headers["x-amz-target"] === "TrentService.DescribeKey") {
          const usual = { KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "ENCRYPT_DECRYPT" };
          const KeyMetadata = { KeyId, ...usual, KeyState: states.get(KeyId) ?? "Enabled" };
          response.end(JSON.stringify({ KeyMetadata }));
          return;
        }
        const Grants = [
          ...(uses.get(KeyId) ?? []).map((dataSet) => ({
            GrantId: "0",
            GranteePrincipal: "quicksight.amazonaws.com",
            Constraints: { EncryptionContextSubset: { "aws:quicksight:arn": dataSet } },
          })),
          ...(others.get(KeyId) ?? []),
        ];
        response.end(JSON.stringify({ Grants, Truncated: false }));
      });
    });
    await new Promise<void>((resolve) => kms.listen(0, "127.0.0.1", resolve));
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    client = new QuickSightClient({ endpoint: simulator.url, region, credentials });
    callSimulator(simulator.url, {
      AWS_ENDPOINT_URL_KMS: `http://127.0.0.1:${(kms.address() as AddressInfo).port}`,
    });
  });
  beforeEach(() => {
    simulator.reset();
    uses.clear();
    others.clear();
    errors.clear();
    states.clear();
    warnings = [];
    pulumi.log.warn = (message: string) => {
      // What is said of Amazon Q data is a matter of other tests.
      if (!message.includes("Amazon Q data")) warnings.push(message);
      return Promise.resolve();
    };
  });
  after(async () => {
    pulumi.log.warn = warn;
    client.destroy();
    kms.close();
    await simulator.close();
  });

  const register = (...ids: string[]) =>
    client.send(
      new UpdateKeyRegistrationCommand({
        AwsAccountId: accountId,
        KeyRegistration: ids.map((id, index) => ({ KeyArn: arn(id), DefaultKey: index === 0 })),
      }),
    );
  const ask = (
    resources: StackResources,
    keys: Record<string, { arn?: string; default?: boolean }>,
    takenUp?: ReadonlyMap<string, string>,
  ) => {
    const settings = Object.entries(keys).map(
      ([name, key]) => [name, { default: false, rotationDays: 365, ...key }] as const,
    );
    return askAboutKeys(
      resources,
      { keys: Object.fromEntries(settings) },
      facts,
      { region },
      takenUp,
    );
  };
  const main = { main: { arn: arn("1") } };

  it("go unasked where the stack has registered them, made or by their arn, and nothing needs them", async () => {
    await register("1", "2", "3");
    const state = {
      ...made("old", "2"),
      ...registration(arn("1"), arn("2"), arn("3")),
      ...followed({ main: arn("1"), old: arn("2"), corp: arn("3") }),
    };
    assert.equal(await ask(state, main), undefined);
  });

  it("go unasked where a version that followed nothing has registered them", async () => {
    await register("1", "3");
    const state = {
      ...registration(arn("1"), arn("3")),
      ...declared({ main: arn("1"), corp: arn("3") }),
    };
    assert.equal(await ask(state, main), undefined);
  });

  it("are asked about by their name in the settings where something is encrypted with them", async () => {
    await register("1", "3");
    uses.set(arn("3"), [dataSet("orders")]);
    const refusal = await ask(followed({ main: arn("1"), corp: arn("3") }), main);
    assert.match(refusal ?? "", /key corp \(\S+key\/3\) would be registered no more and 1 thing/);
    assert.doesNotMatch(refusal ?? "", /somebody else/);
  });

  it("name what they encrypt once and in one order", async () => {
    await register("1", "3");
    uses.set(arn("3"), ["b", "a", "b"].map(dataSet));
    const refusal = (await ask(followed({ corp: arn("3") }), main)) ?? "";
    assert.match(
      refusal,
      /2 things are encrypted with it \(data set \(id a\); data set \(id b\)\);/,
    );
  });

  it("name what they encrypt by kind and name, data sets first, and what is no asset as the grant has it", async () => {
    await register("1", "3");
    await createDataSource(client, "db");
    await createDataSet(client, "orders", { Name: "Orders" });
    const at = (resource: string) => `arn:aws:quicksight:${region}:${accountId}:${resource}`;
    uses.set(arn("3"), ["datasource/db", "dataset/orders", "report/x", "dashboard/d"].map(at));
    const grant = (more: object) => ({ GrantId: "7f", Constraints: {}, ...more });
    others.set(arn("3"), [
      grant({ GranteePrincipal: "quicksight.amazonaws.com", Name: "of Q" }),
      grant({ GranteePrincipal: "rds.amazonaws.com", Name: "a database" }),
      grant({ GranteePrincipal: `arn:aws:iam::${accountId}:role/app` }),
    ]);
    const refusal = (await ask(followed({ main: arn("1"), corp: arn("3") }), main)) ?? "";
    assert.match(
      refusal,
      /5 things are encrypted with it \(data set Orders \(id orders\); credentials of data source db \(id db\); dashboard \(id d\); something else: \S+:report\/x; something else: grant of Q \(id 7f\)\)/,
    );
  });

  it("name a hundred of what they encrypt by a few, and by their ids where nobody may list them", async () => {
    await register("1", "3");
    uses.set(
      arn("3"),
      Array.from({ length: 100 }, (_, index) => dataSet(`s${index + 100}`)),
    );
    const refuse = { operation: "ListDataSets", error: "AccessDeniedException" };
    const faults = `${simulator.url}/_sim/faults`;
    await fetch(faults, { method: "POST", body: JSON.stringify(refuse) });
    const refusal = (await ask(followed({ corp: arn("3") }), main)) ?? "";
    await fetch(faults, { method: "DELETE" });
    assert.match(
      refusal,
      /100 things are encrypted with it \(data set \(id s100\); .*; and 95 more\)/,
    );
  });

  it("are asked about where Amazon Q data is under them, which cannot be moved to another key", async () => {
    await register("3", "1");
    await fetch(`${simulator.url}/_sim/q-data`, {
      method: "POST",
      body: JSON.stringify({ KeyArn: arn("3") }),
    });
    const refusal = (await ask(followed({ main: arn("1"), corp: arn("3") }), main)) ?? "";
    assert.match(
      refusal,
      /key corp \(\S+\), the default until now, would be registered no more and 1 thing is encrypted with it \(Amazon Q data, which cannot be encrypted with another key\)/,
    );
  });

  it("go unasked where KMS has them no more, and are asked about where KMS does not say what they encrypt", async () => {
    await register("1", "3");
    const state = followed({ main: arn("1"), corp: arn("3") });
    errors.set(arn("3"), "NotFoundException");
    assert.equal(await ask(state, main), undefined);
    errors.set(arn("3"), "AccessDeniedException");
    assert.match(
      (await ask(state, main)) ?? "",
      /cannot be found out \(AccessDeniedException: no\)/,
    );
  });

  it("are somebody else's where no run declared them, also when a refresh has them in the state", async () => {
    await register("1", "9");
    const state = {
      ...made("main", "1"),
      ...declared({ main: arn("1") }),
      ...registration(arn("1"), arn("9")),
      ...followed({ main: arn("1") }),
    };
    const refusal = (await ask(state, { main: {} })) ?? "";
    assert.match(refusal, /key \S+key\/9 was registered by somebody else/);
    assert.doesNotMatch(refusal, /key\/1/);
  });

  it("are asked about where a key of the stack's own takes the name of one that had an arn", async () => {
    await register("3");
    uses.set(arn("3"), [dataSet("orders")]);
    const refusal = await ask(followed({ main: arn("3") }), { main: {} });
    assert.match(
      refusal ?? "",
      /key main \(\S+key\/3\), the default until now, would be registered no more and 1 thing/,
    );
  });

  it("stay where a run takes them up again, made by a stack whose state is lost", async () => {
    await register("1");
    const takenUp = new Map([["aws:kms/key:Key::keys-main", "1"]]);
    assert.equal(await ask({}, { main: {} }, takenUp), undefined);
    assert.match((await ask({}, { main: {} })) ?? "", /somebody else/);
  });

  it("end an update where QuickSight does not say which are registered", async () => {
    const refuse = { operation: "DescribeKeyRegistration", error: "AccessDeniedException" };
    const faults = `${simulator.url}/_sim/faults`;
    await fetch(faults, { method: "POST", body: JSON.stringify(refuse) });
    await assert.rejects(ask({}, main), /account\.keys: which keys are registered cannot be found/);
    await fetch(faults, { method: "DELETE" });
  });

  it("are not looked at where the settings register none", async () => {
    await register("9");
    assert.equal(await ask({}, {}), undefined);
    assert.equal(simulator.calls()["DescribeKeyRegistration"], undefined);
  });

  describe("and keys that stay but are disabled, while the list of keys is sent again", () => {
    const two = { main: { arn: arn("1"), default: true }, corp: { arn: arn("3") } };
    const state = {
      ...registration(arn("1"), arn("3")),
      ...followed({ main: arn("1"), corp: arn("3") }),
    };
    beforeEach(async () => {
      await register("1", "3");
      states.set(arn("3"), "Disabled");
      uses.set(arn("3"), [dataSet("orders")]);
    });

    it("are asked about where another key comes or goes, or another is the default", async () => {
      const others = [
        { ...two, third: { arn: arn("4") } },
        { ...two, third: {} },
        { main: { arn: arn("1") }, corp: { arn: arn("3"), default: true } },
        { fresh: { default: true }, corp: { arn: arn("3") } },
      ];
      for (const keys of others) {
        assert.match(
          (await ask(state, keys)) ?? "",
          /key corp \(\S+key\/3\), which is Disabled, would be registered no more and 1 thing is/,
        );
      }
    });

    it("are asked about where the state has no registration, and where somebody else registered a key", async () => {
      assert.match((await ask({}, two)) ?? "", /key corp \S+, which is Disabled, would be/);
      await register("1", "3", "9");
      assert.match((await ask(state, two)) ?? "", /key corp \S+, which is Disabled, would be/);
    });

    it("are named by a warning where nothing is encrypted with them, made here or not", async () => {
      uses.clear();
      const own = { ...registration(arn("1"), arn("3")), ...made("corp", "3") };
      assert.equal(await ask(own, { main: two.main, corp: {}, third: {} }), undefined);
      assert.match(
        warnings.join(),
        /^account\.keys\.corp: the key is Disabled, and the list of keys is sent again: QuickSight may register it no more; enable it first \(\S+key\/3\)$/,
      );
    });

    it("go unasked and unnamed where the list stays, and where KMS has them no more", async () => {
      assert.equal(await ask(state, two), undefined);
      errors.set(arn("3"), "NotFoundException");
      assert.equal(await ask(state, { ...two, third: {} }), undefined);
      assert.deepEqual(warnings, []);
    });
  });

  describe("as the settings name them by arn, and disabled", () => {
    const check = (keys: Record<string, { arn: string; default: boolean }>) => {
      const settings = Object.fromEntries(
        Object.entries(keys).map(([name, key]) => [name, { rotationDays: 365, ...key }]),
      );
      const arns = Object.values(keys).map((key) => key.arn);
      const governed = governedKeysOf(registration(...arns), settings, facts);
      return checkKeys(settings, governed, facts, { region });
    };
    const corp = { arn: arn("3"), default: false };
    beforeEach(async () => {
      await register("1", "3");
      states.set(arn("3"), "Disabled");
    });

    it("are a warning where they are registered so", async () => {
      assert.deepEqual(await check({ main: { arn: arn("1"), default: true }, corp }), []);
      assert.match(
        warnings.join(),
        /^account\.keys\.corp\.arn: the key is Disabled; .*\(got \S+key\/3\)\. It stays registered/,
      );
    });

    it("are an error where they would be the default, or newly registered", async () => {
      const message = /the key is Disabled; enable it, or use another/;
      const [made] = await check({ corp: { ...corp, default: true } });
      assert.match(made?.message ?? "", message);
      await register("1");
      const [added] = await check({ corp });
      assert.match(added?.message ?? "", message);
      assert.deepEqual(warnings, []);
    });

    it("are an error that names the right where nobody may look at the registration", async () => {
      const refuse = { operation: "DescribeKeyRegistration", error: "AccessDeniedException" };
      const faults = `${simulator.url}/_sim/faults`;
      await fetch(faults, { method: "POST", body: JSON.stringify(refuse) });
      const [problem] = await check({ corp });
      await fetch(faults, { method: "DELETE" });
      assert.match(problem?.message ?? "", /allow quicksight:DescribeKeyRegistration/);
      assert.equal(problem?.denied, true);
    });
  });
});
