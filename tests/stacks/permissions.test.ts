import assert from "node:assert/strict";
import type { PermissionStatement } from "../../core/preflight/permissionStatement.ts";
import { assertionSettings } from "../../core/settings/assertionSettings.ts";
import { hourlySettings } from "../../core/settings/hourlySettings.ts";
import { readStackSettings, stacks } from "../../local/demo/stackFiles.ts";
import { reference } from "../../local/simulator/authorization/reference.ts";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import { parseSettings } from "../../stacks/parseSettings.ts";
import { secretArnPatterns } from "../../stacks/secretArnPatterns.ts";
import type { AccountSettings, TenantSettings } from "../../stacks/settings.ts";
import { tenantPermissions } from "../../stacks/tenantPermissions.ts";
import { type Allowed, toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import { toPolicyDocuments } from "../../stacks/toPolicyDocuments.ts";

const facts = {
  accountId: "111122223333",
  partition: "aws",
  region: "ap-southeast-2",
  identityRegion: "us-east-1",
};
const made = {
  bucketArn: "arn:aws:s3:::quicksight-governance-111122223333-ap-southeast-2",
  dataRoleArn: "arn:aws:iam::111122223333:role/quicksight-governance-data-ap-southeast-2",
  parameterPrefix: "/quicksight-governance",
};
const arn = `arn:aws:kms:${facts.region}:${facts.accountId}:key/1234abcd-12ab-34cd-56ef`;

function sample(kind: "tenant", stack?: string): TenantSettings;
function sample(kind: "account", stack?: string): AccountSettings;
function sample(kind: "account" | "tenant", stack = "dev-default") {
  const settings = readStackSettings(kind === "account" ? "dev" : stack);
  return settings.kind === "account" ? settings.account : settings.tenant;
}

const many = <T>(count: number, make: (index: number) => T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`name-${index}`, make(index)]));

/** What depends on calls in cases that these stacks do not have. */
const elsewhere: ReadonlySet<string> = new Set([
  // Only a source of files has a role; that of the sample passes it.
  "iam:PassRole",
  // Only a key of several Regions has a linked role.
  "iam:CreateServiceLinkedRole",
  // Only a directory in a VPC has networks; AWS's example for namespaces does without.
  "ec2:DeleteNetworkInterface",
  "ec2:DeleteSecurityGroup",
  "ec2:DescribeNetworkInterfaces",
  "ec2:RevokeSecurityGroupEgress",
  "ec2:RevokeSecurityGroupIngress",
  // Only a function on machines of one's own runs there.
  "lambda:PassCapacityProvider",
  // Only a machine whose versions are published has any.
  "states:PublishStateMachineVersion",
  // Only an organization's trail asks about the organization.
  "organizations:ListAWSServiceAccessForOrganization",
]);

/** A tenant as large organisations have them. */
function largeTenant(): TenantSettings {
  const { settings, problems } = parseSettings({
    kind: "tenant",
    account: undefined,
    tenant: {
      namespace: "finance-and-controlling",
      account: "organization/quicksight-governance/prod",
      membership: { bucket: "directory-exports-of-the-company", key: "quicksight/people.csv" },
      groups: many(3000, (index) => (index % 2 === 0 ? {} : { role: "READER" })),
      dataRegions: ["eu-central-1", "us-east-1"],
      dataSources: many(60, (index) => ({
        ...{ type: "POSTGRESQL", name: `Warehouse ${index}`, database: "sales" },
        ...{ host: "db.example.com", port: 5432 },
        secret: `data-platform/finance/warehouse-${index}`,
      })),
    },
  });
  assert.ok(settings?.kind === "tenant", JSON.stringify(problems.slice(0, 3)));
  const { dataSets } = sample("tenant");
  const [set] = Object.values(dataSets);
  assert.ok(set !== undefined);
  return { ...settings.tenant, dataSets: many(200, () => set) };
}

/** One whose data sources have nothing in common: a role or a secret of its own each, as many as IAM lets anybody write down. */
function hugeTenant(): TenantSettings {
  const tenant = largeTenant();
  const lakes = many(200, (index) => ({
    ...{ type: "ATHENA" as const, name: `Lake ${index}`, owners: [], viewers: [] },
    roleArn: `arn:aws:iam::${facts.accountId}:role/data-platform/of-finance/lake-reader-${index}`,
  }));
  const databases = Object.fromEntries(
    Object.entries(tenant.dataSources).map(([name, source], index) => [
      `${name}-db`,
      { ...source, secret: `warehouse-of-department-${index}` },
    ]),
  );
  const dataSources = { ...lakes, ...databases } as TenantSettings["dataSources"];
  return { ...tenant, dataSources };
}

const largeAccount = (): AccountSettings => ({
  ...sample("account"),
  secrets: Array.from({ length: 100 }, (_, index) => `data-platform/warehouse-${index}`),
  keys: many(20, (index) => ({ arn: `${arn}-${index}`, default: index === 0, rotationDays: 365 })),
  namespaces: Array.from({ length: 100 }, (_, index) => `tenant-${index}`),
  alarms: { emails: ["security@example.com"], omit: [] },
});

const noPii = assertionSettings.parse({
  never: { namespaces: "default", label: "pii" },
  reason: "privacy",
});

const lists: Readonly<Record<string, () => PermissionStatement[]>> = {
  ...Object.fromEntries(
    stacks.map((stack) => [
      `of the sample's ${stack}`,
      () =>
        stack === "dev"
          ? accountPermissions(sample("account"), facts)
          : tenantPermissions(sample("tenant", stack), facts, made),
    ]),
  ),
  "of an account with a trail that Athena reads": () =>
    accountPermissions({ ...sample("account"), trail: { athena: { mostGigabytes: 1000 } } }, facts),
  "of an account that is governed every hour": () =>
    accountPermissions({ ...sample("account"), hourly: hourlySettings.parse({}) }, facts),
  "of a large account": () => accountPermissions(largeAccount(), facts),
  "of a large tenant": () => tenantPermissions(largeTenant(), facts, made),
  "of a tenant that asserts who sees which columns": () =>
    tenantPermissions({ ...sample("tenant"), assertions: [noPii] }, facts, made),
  "of a huge tenant": () => tenantPermissions(hugeTenant(), facts, made),
};

/** The types of the reference by the part of ARNs that tells them: `arn:…:role/` is a role. */
function typeOf(service: string, resource: string): string | undefined {
  const shape = (text: string) =>
    text
      .replaceAll(/\$\{(Partition|Region|Account)\}/g, "")
      .split(":")
      .slice(5)
      .join(":")
      // A load is below its data set.
      .replace(/^dataset\/[^/]+\/(ingestion)\/.*$/, "$1")
      .replace(/[/:$?*].*$/, "");
  const formats = Object.entries(reference[service]?.resources ?? {});
  const found = formats.filter(([, format]) => shape(format) === shape(resource));
  // A session of a work group is below it, as its ARN is.
  const [nearest] = found.toSorted(([, one], [, other]) => one.length - other.length);
  // A topic of SNS is its name alone.
  return nearest?.[0] ?? formats.find(([, format]) => shape(format) === "")?.[0];
}

describe("the rights that a deployer must have", () => {
  for (const [name, list] of Object.entries(lists)) {
    // The sample's deployers get one each; IAM attaches ten.
    const most = { "of a large tenant": 2, "of a huge tenant": 10 }[name] ?? 1;
    it(`${name} fit ${most === 1 ? "a managed policy" : `${most} managed policies`} of 6,144 characters`, () => {
      const documents = toPolicyDocuments(list());
      const sizes = documents.map((one) => JSON.stringify(one).replaceAll(/\s/g, "").length);
      assert.ok(sizes.length <= most && sizes.every((size) => size <= 6144), sizes.join());
    });

    it(`${name} are actions that AWS has, on a type that they are on, or on *`, () => {
      for (const { actions, resources } of list()) {
        for (const action of actions) checkAction(action, resources);
      }
    });

    it(`${name} have what depends on them`, () => {
      const statements = list();
      const all = new Set(statements.flatMap(({ actions }) => actions));
      for (const action of all) {
        const [service = "", operation = ""] = action.split(":");
        const dependent = reference[service]?.actions[operation]?.dependent ?? [];
        for (const needed of dependent.filter((one) => !elsewhere.has(one))) {
          assert.ok(all.has(needed), `${action} needs ${needed}`);
        }
      }
    });
  }

  it("to read other data sets are there where one is joined, too", () => {
    const tenant = sample("tenant");
    const [base, set] = Object.values(tenant.dataSets);
    assert.ok(base !== undefined && set !== undefined);
    const join = {
      source: "",
      dataSet: "base",
      type: "INNER" as const,
      on: { a: "a" },
      columns: [],
    };
    const actionsOf = (joins: (typeof join)[] | undefined) =>
      tenantPermissions({ ...tenant, dataSets: { base, set: { ...set, joins } } }, facts, made)
        .flatMap(({ actions }) => actions)
        .filter((action) => action === "quicksight:PassDataSet");
    assert.deepEqual([actionsOf(undefined).length, actionsOf([join]).length], [0, 1]);
  });

  it("to hand roles over are on the roles that data sources name, for QuickSight alone", () => {
    const { settings } = parseSettings({
      kind: "tenant",
      account: undefined,
      tenant: {
        namespace: "default",
        account: "organization/quicksight-governance/prod",
        membership: { file: "membership.csv" },
        groups: { admin: { role: "ADMIN" } },
        dataSources: {
          lake: { type: "ATHENA", name: "Lake", roleArn: "arn:aws:iam::111122223333:role/r" },
        },
      },
    });
    assert.ok(settings?.kind === "tenant");
    const found = tenantPermissions(settings.tenant, facts, made).filter(({ resources }) =>
      resources.includes("arn:aws:iam::111122223333:role/r"),
    );
    assert.deepEqual(
      found.map(({ actions, condition }) => [actions, condition]),
      [
        [["iam:PassRole"], { "iam:PassedToService": "quicksight.amazonaws.com" }],
        [["iam:GetRole"], undefined],
      ],
    );
  });

  it("to hand over the role for files are there where rules about rows are the only files", () => {
    const withSet = (rules: object) => {
      const { settings } = parseSettings({
        kind: "tenant",
        account: undefined,
        tenant: {
          namespace: "default",
          account: "organization/quicksight-governance/prod",
          membership: { file: "membership.csv" },
          groups: { admin: { role: "ADMIN" } },
          entitlements: { file: "entitlements.csv" },
          dataSources: {
            db: {
              ...{ type: "MYSQL", name: "Db", host: "db.x.com", port: 3306, database: "orders" },
              secret: "db",
            },
          },
          dataSets: {
            orders: {
              ...{ name: "Orders", source: "db", table: { name: "t" }, columns: ["country"] },
              ...rules,
            },
          },
        },
      });
      assert.ok(settings?.kind === "tenant");
      return tenantPermissions(settings.tenant, facts, made)
        .filter(({ actions }) => actions.includes("iam:PassRole"))
        .flatMap(({ resources }) => resources);
    };
    const rowRules = [{ group: "admin", values: { country: "USA" } }];
    assert.deepEqual(withSet({ rowRules }), [made.dataRoleArn]);
    assert.deepEqual(withSet({ entitled: { country: "country" } }), [made.dataRoleArn]);
    assert.deepEqual(withSet({}), []);
  });

  it("to what cannot be used, or is looked at for one data source, stop no run: roles, VPC connections", () => {
    const { settings } = parseSettings({
      kind: "tenant",
      account: undefined,
      tenant: {
        namespace: "default",
        account: "organization/quicksight-governance/prod",
        membership: { file: "membership.csv" },
        groups: { admin: { role: "ADMIN" } },
        dataSources: {
          lake: { type: "ATHENA", name: "Lake", roleArn: "arn:aws:iam::999988887777:role/r" },
          own: { type: "ATHENA", name: "Own", roleArn: "arn:aws:iam::111122223333:role/r" },
          db: {
            ...{ type: "MYSQL", name: "Db", host: "db.x.com", port: 3306, database: "orders" },
            secret: "db",
            vpcConnection: `arn:aws:quicksight:${facts.region}:${facts.accountId}:vpcConnection/net`,
          },
        },
      },
    });
    assert.ok(settings?.kind === "tenant");
    const statements = tenantPermissions(settings.tenant, facts, made);
    const asked = statements.filter(({ tried }) => tried !== true);
    assert.ok(!statements.some(({ resources }) => resources.join().includes("999988887777")));
    assert.ok(!asked.some(({ resources }) => resources.join().includes("vpcConnection/")));
    // Handing a role over is asked about for each data source: see `checkSourceRoles`.
    assert.ok(!asked.some(({ actions }) => actions.includes("iam:PassRole")));
    assert.ok(statements.some(({ resources }) => resources.join().includes("vpcConnection/net")));
  });

  it("are the same in several policies as in one", () => {
    const rights = (documents: readonly object[]) => {
      const parts = documents.flatMap((one) => (one as { Statement: Allowed[] }).Statement);
      const all = parts.flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          Resource.map((on) => `${action} ${on} ${JSON.stringify(Condition)}`),
        ),
      );
      return all.sort();
    };
    const list = tenantPermissions(hugeTenant(), facts, made);
    const documents = toPolicyDocuments(list);
    assert.ok(documents.length > 2, `${documents.length} policies`);
    assert.deepEqual(rights(documents), rights([toPolicyDocument(list)]));
    for (const { Statement } of documents) {
      const ids = Statement.map(({ Sid }) => Sid);
      assert.deepEqual(ids, [...new Set(ids)]);
    }
  });

  it("to read many secrets are a pattern of their folder, and never of more", () => {
    const head = `arn:aws:secretsmanager:${facts.region}:${facts.accountId}:secret:`;
    assert.deepEqual(secretArnPatterns(["a/x", "a/y"], facts), [
      `${head}a/x-??????`,
      `${head}a/y-??????`,
    ]);
    const full = "arn:aws:secretsmanager:us-east-1:444455556666:secret:other-a1b2c3";
    const names = Array.from({ length: 30 }, (_, index) => `data/of-${index}`);
    assert.deepEqual(secretArnPatterns([...names, full], facts), [`${head}data/*`, full]);
    const alone = names.map((name) => name.replace("/", "-"));
    const each = alone.map((name) => `${head}${name}-??????`);
    assert.deepEqual(secretArnPatterns(alone, facts).toSorted(), each.toSorted());
  });

  it("to read a membership file in another bucket are on that file alone", () => {
    const found = tenantPermissions(largeTenant(), facts, made).filter(({ resources }) =>
      resources.some((resource) => resource.includes("directory-exports")),
    );
    assert.deepEqual(
      found.map(({ actions, resources }) => [actions, resources]),
      [[["s3:GetObject"], ["arn:aws:s3:::directory-exports-of-the-company/quicksight/people.csv"]]],
    );
  });

  it("to decrypt secrets are for Secrets Manager alone", () => {
    const document = JSON.stringify(toPolicyDocument(lists["of a large tenant"]?.() ?? []));
    assert.match(
      document,
      /"kms:Decrypt"\][^}]*"Condition":\{"StringEquals":\{"kms:ViaService":"secretsmanager\.ap-southeast-2\.amazonaws\.com"\}/,
    );
  });
});

function checkAction(action: string, resources: readonly string[]): void {
  const [service = "", operation = ""] = action.split(":");
  const known = reference[service]?.actions[operation];
  if (known === undefined) {
    // Kinds that are newer than the reference.
    assert.match(action, /^quicksight:\w*(App|Space|KnowledgeBase)/);
    assert.deepEqual(resources, ["*"], action);
    return;
  }
  const types = [...(known.on ?? []), ...(known.mayBeOn ?? [])];
  if (types.length === 0) {
    assert.deepEqual(resources, ["*"], action);
    return;
  }
  for (const resource of resources) {
    if (resource === "*" || service === "s3") continue;
    const type = typeOf(service, resource) ?? "none";
    // The provider tags namespaces, which the reference does not have among what has tags.
    if (type === "namespace" && /[Tt]ag/.test(operation)) continue;
    assert.ok(
      types.includes(type),
      `${action} is on ${types.join()}, not on ${resource} (${type})`,
    );
  }
}
