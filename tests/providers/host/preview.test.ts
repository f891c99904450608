import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as pulumi from "@pulumi/pulumi";
import { type Bag, type DynamicHost, startDynamicHost } from "../../support/dynamicHost.ts";
import { scope, simulateNamespace } from "../../support/simulatedNamespace.ts";
import { type Bags, crowd, makeBags } from "./bags.ts";

const { unknownValue } = pulumi.runtime;
const id = "111122223333/default";
const ownProperties = (bag: Bag) => Object.keys(bag).filter((name) => name !== "__provider");

/** An address that refuses connections: nobody listens there any more. */
async function closedAddress(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

// AWS cannot be reached and nobody is signed in, in all of these: a preview that needs neither passes them, and stays fast
// however many resources are checked one after another (pulumi/pulumi#6716).
describe("a preview through the host of dynamic providers, without AWS and without credentials", function () {
  this.timeout(60_000);
  let host: DynamicHost;
  let bags: Bags;
  before(async () => {
    bags = await makeBags();
    const environment = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    host = await startDynamicHost({ endpoint: await closedAddress(), environment });
    await host.configure({ "aws:region": "eu-west-1" });
  });
  after(async () => {
    await host.close();
  });

  it("takes a first deployment as it is, with the code that the state will hold", async () => {
    for (const { news } of bags.kinds) {
      assert.deepEqual(await host.check({}, news), { inputs: news, failures: [] });
    }
  });

  it("shows nothing where nothing changed, and each property that did", async () => {
    for (const { kind, full } of bags.kinds) {
      assert.deepEqual(await host.diff(id, full, full), { changes: false, replaces: [] }, kind);
      // What names meant is kept with the next change, and makes none.
      const none = ["version", "remembered"];
      for (const property of ownProperties(full).filter((name) => !none.includes(name))) {
        const { changes } = await host.diff(id, full, { ...full, [property]: "another" });
        assert.equal(changes, true, `${kind}.${property}`);
      }
    }
  });

  it("makes another resource of another namespace, and never of another list of people or grants", async () => {
    const namespaceArn = `arn:aws:quicksight:us-east-1:${scope.accountId}:namespace/elsewhere`;
    for (const { kind, olds, news } of bags.kinds) {
      const elsewhere = await host.diff(id, olds, { ...olds, namespaceArn });
      assert.deepEqual(elsewhere, { changes: true, replaces: ["namespaceArn"] }, kind);
      assert.deepEqual(await host.diff(id, olds, news), { changes: true, replaces: [] }, kind);
    }
  });

  it("keeps the people where only the prefix of the groups changes: to replace the roster would delete them", async () => {
    const olds = bags.roster(crowd);
    const diff = await host.diff(id, olds, { ...olds, groupPrefix: "qs-" });
    assert.deepEqual(diff, { changes: true, replaces: [] });
  });

  // pulumi/pulumi#16826, #6490, #6238: the code in a state is a way to the handlers, which serve every one that was released.
  it("takes no other code in the state for a change", async () => {
    for (const { kind, olds } of bags.kinds) {
      const stored = { ...olds, __provider: `${String(olds.__provider)}// of an earlier release` };
      assert.deepEqual(await host.diff(id, stored, olds), { changes: false, replaces: [] }, kind);
    }
  });

  // pulumi/pulumi#6310: whatever its type, a value that is not known yet comes as one and the same text.
  it("lets a value that is not known yet pass, whatever the property, and judges nothing by it", async () => {
    for (const { kind, full, olds, news } of bags.kinds) {
      for (const property of Object.keys(full)) {
        const unsure = { ...news, [property]: unknownValue };
        const name = `${kind}.${property}`;
        assert.deepEqual(await host.check(olds, unsure), { inputs: unsure, failures: [] }, name);
        assert.equal((await host.diff(id, olds, unsure)).changes, true, name);
      }
    }
  });

  it("lets a resource pass of which nothing is known yet but its code", async () => {
    for (const { kind, full, olds, news } of bags.kinds) {
      const unknown = ownProperties(full).map((property) => [property, unknownValue]);
      const unsure = { ...news, ...(Object.fromEntries(unknown) as Bag) };
      assert.deepEqual(await host.check(olds, unsure), { inputs: unsure, failures: [] }, kind);
      assert.equal((await host.diff(id, olds, unsure)).changes, true, kind);
    }
  });

  // A failed check makes the engine print the value of the property that it names: the whole text, even of a secret.
  it("says what the guard refuses without printing the list of all people or grants with it", async () => {
    for (const { kind, olds, news } of bags.kinds) {
      const { inputs, failures } = await host.check(olds, news);
      assert.deepEqual(inputs, news, kind);
      assert.deepEqual(
        failures.map(({ property }) => property),
        [""],
        kind,
      );
      assert.match(
        failures[0]?.reason ?? "",
        /the guard refuses this plan for (?:people|access) of namespace default/,
      );
      assert.match(failures[0]?.reason ?? "", /6 of 8 .* the limit is 4/);
    }
  });

  it("is not disturbed by properties of an earlier release", async () => {
    for (const { kind, olds } of bags.kinds) {
      const stored = { ...olds, retired: ["x"], __defaults: [] };
      assert.deepEqual(await host.check(stored, olds), { inputs: olds, failures: [] }, kind);
      assert.deepEqual(await host.diff(id, stored, olds), { changes: false, replaces: [] }, kind);
    }
  });

  it("says what is wrong with a state that somebody edited, and prints no stack", async () => {
    const own = await startDynamicHost({ endpoint: await closedAddress() });
    await own.configure({});
    for (const { kind, text, olds } of bags.kinds) {
      const edited = { ...olds, [text]: "somebody was here" };
      await assert.rejects(
        own.check(edited, olds),
        {
          message:
            /arn:aws:quicksight:us-east-1:111122223333:namespace\/default.*\(got "somebody was here"\)/,
        },
        kind,
      );
    }
    await own.close();
    assert.doesNotMatch(own.printed().stderr, /\n\s+at /);
  });
});

describe("a preview through the host of dynamic providers, with AWS in reach", function () {
  this.timeout(60_000);

  it("makes no call", async () => {
    const world = await simulateNamespace();
    const host = await startDynamicHost({ endpoint: world.simulator.url });
    try {
      await host.configure({});
      await world.resetCalls();
      for (const { olds, news } of (await makeBags()).kinds) {
        await host.check(olds, news);
        await host.diff(id, olds, news);
      }
      assert.deepEqual(world.simulator.calls(), {});
    } finally {
      await host.close();
      await world.close();
    }
  });
});
