import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { resolveAccess } from "../../core/access/resolveAccess.ts";
import { governOf } from "../../core/people/governOf.ts";
import { dashboards } from "../../local/demo/furnish.ts";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { accountStack } from "../../stacks/account.ts";
import { readMembership, readRoster } from "../../stacks/membership.ts";
import { accountOutputs, tenantOutputs } from "../../stacks/outputs.ts";
import type { TenantSettings } from "../../stacks/settings.ts";
import { tenantStack } from "../../stacks/tenant.ts";
import { collectResources } from "../support/collectResources.ts";

const facts = {
  accountId: "111122223333",
  partition: "aws",
  region: "eu-west-1",
  identityRegion: "us-east-1",
};
const access = { region: facts.region };
const account = {
  kind: "account" as const,
  version: 1 as const,
  ...facts,
  namespaces: ["default", "3rd-party"],
  bucketName: "quicksight-governance-111122223333-eu-west-1",
  bucketArn: "arn:aws:s3:::quicksight-governance-111122223333-eu-west-1",
  federationRoleName: "quicksight-fed-users",
  federationRoleArn: "arn:aws:iam::111122223333:role/quicksight-fed-users",
  parameterPrefix: "/quicksight-governance",
  dataRoleArn: "arn:aws:iam::111122223333:role/quicksight-governance-data-eu-west-1",
  keyArns: {},
};
const secretArn = (name: string) =>
  `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-a1b2c3`;

/** Compares with `tests/golden/<stack>.json`; `UPDATE_GOLDEN=1 npm test` writes it anew. */
function compareWithGolden(stack: string, resources: unknown): void {
  const file = `tests/golden/${stack}.json`;
  const text = `${JSON.stringify(resources, (_key, value: unknown) => unfold(value), 2)}\n`;
  if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, text);
  assert.equal(text, readFileSync(file, "utf8"));
}

/** Texts of several lines as a list, and JSON in a text as what it says, so that a review reads them line by line. */
function unfold(value: unknown): unknown {
  if (typeof value !== "string") return value;
  if (value.startsWith("{") || value.startsWith("[")) return JSON.parse(value);
  return value.includes("\n") ? value.split("\n") : value;
}

function grantsOf({ access }: TenantSettings) {
  const all = Object.entries(dashboards).map(([id, name]) => ({ id, name }));
  const { grants, problems } = resolveAccess(access, all);
  assert.deepEqual(problems, []);
  return grants;
}

function secretArnsOf({ dataSources }: TenantSettings): Record<string, string> {
  const names = Object.values(dataSources).flatMap((source) =>
    source.type === "S3" ? [] : [source.secret],
  );
  return Object.fromEntries(names.map((name) => [name, secretArn(name)]));
}

async function runTenant(settings: TenantSettings) {
  const membership = await readMembership(settings.membership, access);
  const { source } = membership;
  const { people } = readRoster(membership, settings, account.namespaces);
  const governed = governOf(
    settings,
    { ...facts, federationRole: account.federationRoleName },
    { people, source },
  );
  return collectResources(() =>
    tenantStack({
      settings,
      facts,
      account,
      governed,
      grants: grantsOf(settings),
      secretArns: secretArnsOf(settings),
    }),
  );
}

describe("every resource of every stack", () => {
  for (const stack of ["dev", "prod"]) {
    it(`of ${stack} is declared as reviewed`, async () => {
      const settings = readStackSettings(stack);
      assert.ok(settings.kind === "account");
      const { resources, outputs } = await collectResources(() =>
        accountStack(settings.account, facts, settings.account.secrets.map(secretArn)),
      );
      compareWithGolden(stack, resources);
      accountOutputs.parse(outputs);
    });
  }

  for (const stack of ["dev-default", "dev-3rd-party"]) {
    it(`of ${stack} is declared as reviewed`, async () => {
      const settings = readStackSettings(stack);
      assert.ok(settings.kind === "tenant");
      const { resources, outputs } = await runTenant(settings.tenant);
      compareWithGolden(stack, resources);
      tenantOutputs.parse(outputs);
    });
  }

  it("adopts the namespace default, and makes any other", async () => {
    const urns = async (stack: string) => {
      const settings = readStackSettings(stack);
      assert.ok(settings.kind === "tenant");
      return (await runTenant(settings.tenant)).resources.map(({ urn }) => urn);
    };
    const isNamespace = (urn: string) => urn.includes("aws:quicksight/namespace:Namespace::");
    assert.ok(!(await urns("dev-default")).some(isNamespace));
    assert.ok((await urns("dev-3rd-party")).some(isNamespace));
  });
});
