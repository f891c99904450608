import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupByEnvironment, listStacks } from "../../stacks/listStacks.ts";

describe("listing the stacks", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stacks-"));
    mkdirSync(join(folder, "policies"));
    for (const name of ["dev", "eu_1"]) writeFileSync(join(folder, `policies/${name}.json`), "{}");
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (stack: string, kind: string) => {
    const text = `config:\n  quicksight-governance:kind: ${kind}\n`;
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), text);
  };

  it("finds accounts before tenants, each with its environment", () => {
    write("dev-default", "tenant");
    write("dev", "account");
    write("eu_1-sales", "tenant");
    writeFileSync(join(folder, "Pulumi.yaml"), "name: x\n");
    assert.deepEqual(listStacks(folder), [
      { stack: "dev", kind: "account", environment: "dev", variable: "DEV" },
      { stack: "dev-default", kind: "tenant", environment: "dev", variable: "DEV" },
      { stack: "eu_1-sales", kind: "tenant", environment: "eu_1", variable: "EU_1" },
    ]);
  });

  it("groups them by environment, so that none waits for another's", () => {
    write("dev-default", "tenant");
    write("dev", "account");
    write("eu_1-sales", "tenant");
    assert.deepEqual(groupByEnvironment(listStacks(folder)), [
      { environment: "dev", variable: "DEV", accounts: ["dev"], tenants: ["dev-default"] },
      { environment: "eu_1", variable: "EU_1", accounts: [], tenants: ["eu_1-sales"] },
    ]);
  });

  it("names every settings file without a kind, and every environment without policies", () => {
    write("dev", "accounts");
    writeFileSync(join(folder, "Pulumi.dev-empty.yaml"), "");
    write("test-default", "tenant");
    assert.throws(() => listStacks(folder), {
      message: [
        "Pulumi.dev-empty.yaml: quicksight-governance:kind must be account or tenant",
        "Pulumi.dev.yaml: quicksight-governance:kind must be account or tenant",
        "Pulumi.test-default.yaml: there is no policies/test.json",
      ].join("\n"),
    });
  });
});
