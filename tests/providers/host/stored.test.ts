import assert from "node:assert/strict";
import { glob } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { defaultGuard } from "../../../core/settings/guardSettings.ts";
import { AssetAccess } from "../../../providers/assetAccess.ts";
import { Completion } from "../../../providers/completion.ts";
import { Roster } from "../../../providers/roster.ts";
import { govern } from "../../support/govern.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { loadOf, type StoredInputs, storedInputs } from "./storedProviders.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const place = { scope, dataRegion: scope.identityRegion, guard: defaultGuard };
const rosters = (...names: string[]) =>
  names.map((name) => new Roster(name, { governed: govern([]) }));
const accesses = (...names: string[]) =>
  names.map((name) => new AssetAccess(name, { ...place, grants: [] }));

const completions = (...names: string[]) => names.map((name) => new Completion(name, loadOf(name)));

describe("what the state holds of the code of a dynamic resource", () => {
  let stored: StoredInputs[];
  before(async () => {
    stored = await storedInputs(() => [
      ...accesses("a", "b"),
      ...rosters("c", "d"),
      ...completions("e", "f"),
    ]);
    assert.equal(stored.length, 6);
  });
  const texts = () => stored.map(({ __provider }) => __provider);

  // pulumi/pulumi#13960, #5294, #8090, #18997 (captured values), #18977, #16826, #9085 (paths of installed files).
  it("is nothing but the way to the handlers, by the name of a package and not by a path", () => {
    for (const text of texts()) {
      const imports = [...text.matchAll(/\b(?:import|require)\(([^)]*)\)/g)].map(
        ([, name]) => name,
      );
      assert.equal(imports.length, 1, text);
      assert.match(imports[0] ?? "", /^"@quicksight-governance\/providers\/\w+Handlers"$/);
      assert.doesNotMatch(text, /node_modules|dist-cjs|file:\/\/|@aws-sdk/);
      assert.ok(!text.includes(repository), text);
    }
  });

  // pulumi/pulumi#14967: the state keeps the code with each resource and is written at each step.
  it("is below 8 KB", () => {
    for (const text of texts()) assert.ok(text.length < 8000, `${text.length} bytes`);
  });

  // pulumi/pulumi#12401, #3002: another end of line would be another code, and an update.
  it("does not depend on how the machine ends its lines", () => {
    for (const text of texts()) assert.ok(!text.includes("\r"), "carriage returns");
  });

  // pulumi/pulumi#6645, #6673, #6657: the host and the SDK keep a provider by its object and its text.
  it("is the same for all resources of a type, and is made once, however many there are", async () => {
    const [a, b, c, d, e, f] = texts();
    assert.equal(a, b);
    assert.equal(c, d);
    assert.equal(e, f);
    assert.equal(new Set([a, c, e]).size, 3);
    const closures = createRequire(import.meta.url)(
      "@pulumi/pulumi/runtime/closure/serializeClosure",
    ) as { serializeFunction: (...args: unknown[]) => unknown };
    const original = closures.serializeFunction;
    let calls = 0;
    closures.serializeFunction = (...args) => {
      calls += 1;
      return original(...args);
    };
    try {
      const names = Array.from({ length: 10 }, (_, index) => `n${index}`);
      await storedInputs(() => [
        ...rosters(...names),
        ...accesses(...names),
        ...completions(...names),
      ]);
      assert.equal(calls, 0);
      await storedInputs(() => new Control(newProvider, "control", {}));
      assert.equal(calls, 1);
    } finally {
      closures.serializeFunction = original;
    }
  });

  // pulumi/pulumi#3012, #8265, #6860: a secret that a provider passes on under another name is one no longer.
  it("comes with no secret", async () => {
    const declared: pulumi.Resource[] = [];
    const control = { password: pulumi.secret("x") };
    await storedInputs(() => {
      declared.push(...rosters("e"), ...accesses("f"), new Control(newProvider, "g", control));
    });
    const secrets: string[] = [];
    for (const [name, value] of declared.flatMap((resource) => Object.entries(resource))) {
      // The SDK answers with the value itself where an output is an empty text.
      const secret: unknown = pulumi.Output.isInstance(value) && (await pulumi.isSecret(value));
      if (secret === true) secrets.push(name);
    }
    assert.deepEqual(secrets, ["password"]);
  });

  // pulumi/pulumi#5455: a dynamic provider in a component of a package does not load.
  it("is of the program that declares it: no folder here is a package of components", async () => {
    const found: string[] = [];
    const exclude = (path: string) => path.split("/").includes("node_modules");
    for await (const path of glob("**/{Pulumi.yaml,PulumiPlugin.yaml}", {
      cwd: repository,
      exclude,
    })) {
      found.push(path);
    }
    assert.ok(found.includes("Pulumi.yaml"), "nothing was searched");
    assert.deepEqual(
      found.filter((path) => path.endsWith("PulumiPlugin.yaml")),
      [],
    );
  });
});

class Control extends pulumi.dynamic.Resource {}

/** A provider that nobody has serialised before. */
const newProvider: pulumi.dynamic.ResourceProvider = {
  create: () => Promise.resolve({ id: "none" }),
};
