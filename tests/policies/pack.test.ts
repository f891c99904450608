import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import { policies } from "../../policies/pack.ts";
import { readers } from "../../policies/things/registry.ts";
import { renderReadme } from "../../policies/writeReadme.ts";
import { findTaggableTypes } from "../../policies/writeTaggableTypes.ts";
import { judge } from "./support/judge.ts";

interface Golden {
  urn: string;
  inputs: object;
}
type Configuration = Record<string, string | Record<string, unknown>>;

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"));
/** What a stack declares, with ARNs as AWS writes them for those that the simulator makes up. */
function readGolden(file: string): Golden[] {
  const golden = readJson(file) as Golden[];
  const text = golden.reduce((written, { urn, inputs }) => {
    const [type = "", name = ""] = urn.split("::").slice(-2);
    if (!type.endsWith("aws:s3/bucket:Bucket") || !("bucket" in inputs)) return written;
    const made = `arn:mock:aws:s3/bucket:Bucket/${name}`;
    return written.replaceAll(made, `arn:aws:s3:::${String(inputs.bucket)}`);
  }, JSON.stringify(golden));
  const keys = "arn:aws:kms:eu-west-1:111122223333:key/";
  return JSON.parse(text.replaceAll("arn:mock:aws:kms/key:Key/", keys)) as Golden[];
}

const stacks = readdirSync("tests/golden").filter((file) => file.endsWith(".json"));

describe("policy pack", () => {
  it("has unique names in kebab case, each the name of its file and of its test", () => {
    const names = policies.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) {
      assert.match(name, /^[a-z]+(-[a-z]+)*$/);
      const file = name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      const areas = readdirSync("policies", { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name);
      const [area] = areas.filter((folder) => existsSync(`policies/${folder}/${file}.ts`));
      assert.ok(area !== undefined, `${file}.ts`);
      assert.ok(existsSync(`tests/policies/${area}/${file}.test.ts`), `${file}.test.ts`);
    }
  });

  it("has a README that is current; otherwise: node policies/writeReadme.ts", async () => {
    assert.equal(readFileSync("policies/README.md", "utf8"), await renderReadme());
  });

  it("knows types of the provider that exist; otherwise a release renamed or removed one", () => {
    for (const token of readers.keys()) {
      const [, module, name] = /^aws:(\w+)\/\w+:(\w+)$/.exec(token) ?? [];
      if (module === undefined || name === undefined) continue;
      const classes = Reflect.get(aws, module) as Record<string, { __pulumiType: string }>;
      assert.equal(classes[name]?.__pulumiType, token);
    }
  });

  it("knows which types take tags; otherwise: node policies/writeTaggableTypes.ts", () => {
    assert.deepEqual(readJson("policies/account/taggableTypes.json"), findTaggableTypes());
  });

  for (const stack of stacks) {
    it(`finds nothing wrong with ${stack} as it is declared, with the configuration of prod`, async () => {
      const configuration = readJson("policies/prod.json") as Configuration;
      const resources = readGolden(`tests/golden/${stack}`).map(({ urn, inputs }) => {
        const [path = "", name = ""] = urn.split("::").slice(-2);
        const opts = { protect: true };
        return { type: path.split("$").at(-1) ?? path, name, urn, props: inputs, opts };
      });
      for (const policy of policies.filter(({ name }) => name !== "not-judged")) {
        const value = configuration[policy.name];
        const config = typeof value === "object" ? value : {};
        assert.deepEqual(await judge(policy, resources, config), []);
      }
    });
  }
});
