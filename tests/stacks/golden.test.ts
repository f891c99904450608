import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { contentVersion } from "../../components/contentVersion.ts";
import { resolveAccess } from "../../core/access/resolveAccess.ts";
import { governOf } from "../../core/people/governOf.ts";
import { dashboards } from "../../local/demo/furnish.ts";
import { readStackSettings } from "../../local/demo/stackFiles.ts";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
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

function resolvedOf({ access }: TenantSettings) {
  const all = Object.entries(dashboards).map(([id, name]) => ({ kind: "dashboard", id, name }));
  const resolved = resolveAccess(access, all);
  assert.deepEqual(resolved.problems, []);
  return resolved;
}

function secretArnsOf({ dataSources }: TenantSettings): ReadonlyMap<string, string> {
  const names = Object.values(dataSources).flatMap((source) =>
    source.type === "S3" ? [] : (source.secret ?? []),
  );
  return new Map(names.map((name) => [name, secretArn(name)]));
}

function fileVersionsOf({ dataSources }: TenantSettings): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(dataSources).flatMap(([name, source]) =>
      source.type === "S3" ? [[name, contentVersion(readFileSync(source.file))] as const] : [],
    ),
  );
}

async function runTenant(settings: TenantSettings, native: readonly string[] = []) {
  const membership = await readMembership(settings.membership, access);
  const { people, unusable } = readRoster(membership, settings, account.namespaces);
  const governed = governOf(
    settings,
    {
      ...facts,
      federationRole: account.federationRoleName,
    },
    { people, source: membership.source, unusable: unusable.map(({ session }) => session) },
  );
  return collectResources(() =>
    tenantStack({
      settings,
      facts,
      account,
      governed,
      resolved: resolvedOf(settings),
      secretArns: secretArnsOf(settings),
      fileVersions: fileVersionsOf(settings),
      kept: { dataSources: {}, dataSets: {} },
      nativeGroups: new Set(native),
    }),
  );
}

describe("every resource of every stack", () => {
  for (const stack of ["dev", "prod"]) {
    it(`of ${stack} is declared as reviewed`, async () => {
      const settings = readStackSettings(stack);
      assert.ok(settings.kind === "account");
      const { resources, outputs } = await collectResources(() =>
        accountStack(settings.account, facts, {
          secretArns: settings.account.secrets.map(secretArn),
          ...{ keyArns: [], existing: false },
        }),
      );
      compareWithGolden(stack, resources);
      accountOutputs.parse(outputs);
    });
  }

  it("lets the role that reads secrets decrypt with their own keys, and with no other", async () => {
    const settings = readStackSettings("dev");
    assert.ok(settings.kind === "account");
    const keyArns = [`arn:aws:kms:eu-west-1:${facts.accountId}:key/1234abcd`];
    const policyOf = async (keys: readonly string[]) => {
      const { resources } = await collectResources(() =>
        accountStack(settings.account, facts, {
          ...{ secretArns: [secretArn("db")], keyArns: keys, existing: true },
        }),
      );
      const policy = resources.find(({ urn }) => urn.endsWith("RolePolicy::secrets"));
      const { Statement } = JSON.parse(String(policy?.inputs["policy"])) as {
        Statement: { Action: string[]; Resource: string[] }[];
      };
      return Statement.filter(({ Action }) => Action.includes("kms:Decrypt"));
    };
    assert.deepEqual(
      (await policyOf(keyArns)).map(({ Action, Resource }) => [Action, Resource]),
      [[["kms:Decrypt"], keyArns]],
    );
    assert.deepEqual(await policyOf([]), []);
  });

  it("has the conditions that AWS does not document where they are asked for, and nowhere else", async () => {
    const settings = readStackSettings("dev");
    assert.ok(settings.kind === "account");
    const undocumented = ["aws:SourceAccount", "kms:ViaService", "s3:prefix"];
    const found = async (conditions?: "all" | "documented") => {
      const { resources } = await collectResources(() =>
        accountStack({ ...settings.account, conditions }, facts, {
          ...{ secretArns: [secretArn("db")], keyArns: [], existing: false },
        }),
      );
      return undocumented.map(
        (key) =>
          resources.filter(({ inputs }) => JSON.stringify(inputs).includes(`${key}\\"`)).length,
      );
    };
    assert.deepEqual(await found("all"), [2, 1, 1]);
    assert.deepEqual(await found("documented"), [0, 0, 0]);
    assert.deepEqual(await found(), [0, 0, 0]);
  });

  it("makes no federation role where one exists, and hands on its ARN and path", async () => {
    const settings = readStackSettings("dev");
    assert.ok(settings.kind === "account");
    const roleArn = `arn:aws:iam::${facts.accountId}:role/federated/corp-users`;
    const federation = {
      ...settings.account.federation,
      existing: true,
      role: "corp-users",
      path: "/federated/",
      roleArn,
    };
    const { resources, outputs } = await collectResources(() =>
      accountStack({ ...settings.account, federation }, facts, {
        ...{ secretArns: [], keyArns: [], existing: false },
      }),
    );
    const names = resources.map(({ urn }) => urn).filter((urn) => urn.endsWith("::federation"));
    assert.deepEqual(
      names.map((urn) => urn.split("::").at(-2)),
      ["quicksight-governance:account:FederationRole"],
    );
    const { federationRoleName, federationRoleArn, federationRolePath } =
      accountOutputs.parse(outputs);
    assert.deepEqual(
      [federationRoleName, federationRoleArn, federationRolePath],
      ["corp-users", roleArn, "/federated/"],
    );
    const allowed = accountPermissions({ ...settings.account, federation }, facts);
    const made = allowed.filter(({ actions }) => actions.includes("iam:CreateRole"));
    assert.doesNotMatch(JSON.stringify(made), /corp-users/);
  });

  for (const stack of ["dev-default", "dev-3rd-party"]) {
    it(`of ${stack} is declared as reviewed`, async () => {
      const settings = readStackSettings(stack);
      assert.ok(settings.kind === "tenant");
      const { resources, outputs } = await runTenant(settings.tenant);
      compareWithGolden(stack, resources);
      tenantOutputs.parse(outputs);
    });
  }

  it("keeps groups that the state holds as resources of their own, and no other", async () => {
    const settings = readStackSettings("dev-3rd-party");
    assert.ok(settings.kind === "tenant");
    const { resources } = await runTenant(settings.tenant, ["quicksight-fed-3rd-party"]);
    const groups = resources.filter(({ urn }) => /group:Group::|quicksight:Roster::/.test(urn));
    assert.deepEqual(
      groups.map(({ urn, inputs }) => [
        urn.split("::").at(-1),
        inputs["groupName"] ?? inputs["groups"],
      ]),
      [
        ["3rd-party", "3rd-party-reader        Reads what 3rd-party shares"],
        ["3rd-party-3rd-party", "quicksight-fed-3rd-party"],
      ],
    );
  });

  it("adopts the namespace default, and makes any other, with time enough to become one", async () => {
    const namespaces = async (stack: string) => {
      const settings = readStackSettings(stack);
      assert.ok(settings.kind === "tenant");
      const { resources } = await runTenant(settings.tenant);
      return resources.filter(({ urn }) => urn.includes("aws:quicksight/namespace:Namespace::"));
    };
    assert.deepEqual(await namespaces("dev-default"), []);
    const [made] = await namespaces("dev-3rd-party");
    // An input: the provider takes no notice of customTimeouts of this resource.
    assert.deepEqual(made?.inputs["timeouts"], { create: "10m", delete: "10m" });
  });
});
