import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import { policies } from "../../policies/pack.ts";
import { types } from "../../policies/support/types.ts";
import { renderReadme } from "../../policies/writeReadme.ts";
import { tokens } from "../../providers/tokens.ts";
import { validateResource, validateStack } from "./support/host.ts";

interface Golden {
  urn: string;
  inputs: object;
}
type Configuration = Record<string, string | Record<string, unknown>>;

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
const stacks = readdirSync("tests/golden").filter((file) => file.endsWith(".json"));

describe("policy pack", () => {
  it("has unique names in kebab case, each the name of its file and of its test", () => {
    const names = policies.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) {
      assert.match(name, /^[a-z]+(-[a-z]+)+$/);
      const file = name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const areas = ["account", "data", "identity", "keys"];
      const [area] = areas.filter((folder) => existsSync(`policies/${folder}/${file}.ts`));
      assert.ok(area !== undefined, `${file}.ts`);
      assert.ok(existsSync(`tests/policies/${area}/${file}.test.ts`), `${file}.test.ts`);
    }
  });

  it("has a README that is current; otherwise: node policies/writeReadme.ts", async () => {
    assert.equal(readFileSync("policies/README.md", "utf8"), await renderReadme());
  });

  it("knows resource types that exist, and those it wants tags on take tags", () => {
    const tagged = policies.find(({ name }) => name === "required-tags")?.configSchema.properties;
    const wanted = tagged?.["types"]?.default as string[];
    for (const token of [...Object.values(types), ...wanted]) {
      if (token === types.roster) continue;
      const [, module = "", name = ""] = /^aws:(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
      const classes = Reflect.get(aws, module) as Record<string, { __pulumiType: string }>;
      assert.equal(classes[name]?.__pulumiType, token);
    }
    for (const token of wanted) {
      const file = `node_modules/@pulumi/aws/${/^aws:(.+):/.exec(token)?.[1] ?? ""}.d.ts`;
      assert.match(readFileSync(file, "utf8"), /^ {4}tags\?:/m, token);
    }
    assert.equal(types.roster, tokens.roster);
  });

  for (const environment of ["dev", "prod"]) {
    it(`has a configuration for ${environment} that names policies and settings of the pack`, () => {
      const configuration = readJson(`policies/${environment}.json`) as Configuration;
      for (const [name, value] of Object.entries(configuration)) {
        if (name === "all") continue;
        const policy = policies.find((one) => one.name === name);
        assert.ok(policy !== undefined, name);
        if (typeof value === "string") continue;
        for (const setting of Object.keys(value)) {
          assert.ok(
            setting === "enforcementLevel" || setting in policy.configSchema.properties,
            `${name}.${setting}`,
          );
        }
      }
    });
  }

  for (const stack of stacks) {
    it(`finds nothing wrong with ${stack} as it is declared, with the configuration of prod`, async () => {
      const configuration = readJson("policies/prod.json") as Configuration;
      const golden = readJson(`tests/golden/${stack}`) as Golden[];
      const resources = golden.map(({ urn, inputs }) => {
        const [path = "", name = ""] = urn.split("::").slice(-2);
        return { type: path.split("$").at(-1) ?? path, name, props: inputs };
      });
      for (const policy of policies) {
        const value = configuration[policy.name];
        const config = typeof value === "object" ? value : {};
        const protect = { protect: true };
        const found =
          "validateStack" in policy
            ? [await validateStack(policy, resources, config)]
            : await Promise.all(
                resources.map((one) => validateResource(policy, { ...one, opts: protect }, config)),
              );
        assert.deepEqual(found.filter(Array.isArray).flat(), []);
      }
    });
  }
});
