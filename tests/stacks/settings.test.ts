import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { defaultGuard } from "../../core/settings/guardSettings.ts";
import { parse } from "yaml";
import { parseSettings } from "../../stacks/parseSettings.ts";

const tenant = {
  namespace: "default",
  account: "organization/quicksight-governance/dev",
  membership: { file: "data/membership.csv" },
  groups: { critical: { role: "READER" }, usa: {} },
};
const account = { namespaces: ["default"], federation: { samlProvider: "oktank" } };
const messagesOf = (kind: unknown, value: { account?: unknown; tenant?: unknown }) =>
  parseSettings({ kind, account: value.account, tenant: value.tenant }).problems.map(
    ({ where, message }) => `${where}: ${message}`,
  );

describe("settings", () => {
  it("fill in the defaults of a tenant", () => {
    const { settings } = parseSettings({ kind: "tenant", account: {}, tenant });
    assert.ok(settings?.kind === "tenant");
    assert.deepEqual(settings.tenant.guard, {
      removals: { percent: 25, atLeast: 5, atMost: 25 },
      promotions: { percent: 25, atLeast: 5, atMost: 25 },
      registrations: { percent: 100, atLeast: 50, atMost: 1000 },
      minimumAdmins: 1,
      protected: [],
      additiveOnly: false,
      leavers: "remove",
    });
    assert.deepEqual(settings.tenant.identity, {
      groupPrefix: "quicksight-fed-",
      session: "email",
      emails: "correct",
      selfUpgrade: "deny",
    });
    assert.deepEqual(settings.tenant.tags, {});
  });

  it("fill in the defaults of an account", () => {
    const { settings } = parseSettings({ kind: "account", account, tenant: {} });
    assert.ok(settings?.kind === "account");
    assert.equal(settings.account.federation.role, "quicksight-fed-users");
    assert.equal(settings.account.parameterPrefix, "/quicksight-governance");
  });

  it("take a trail to make, or one that exists, and say what is wrong with it", () => {
    const trailOf = (trail: object) => {
      const { settings } = parseSettings({
        kind: "account",
        account: { ...account, trail },
        tenant: {},
      });
      return settings?.kind === "account" ? settings.account.trail : undefined;
    };
    const existing = { bucket: "org-trail", prefix: "logs/all", organization: "o-a1b2c3d4e5" };
    assert.deepEqual(trailOf({}), {});
    assert.deepEqual(trailOf({ athena: {} }), { athena: { mostGigabytes: 1000 } });
    assert.deepEqual(trailOf({ existing }), { existing });
    const wrong = (trail: object) =>
      messagesOf("account", { account: { ...account, trail } }).join();
    assert.match(
      wrong({ existing, keepDays: 90 }),
      /account\.trail\.keepDays: .*leave it out: .* its owner's business/,
    );
    assert.match(
      wrong({ existing: { bucket: "org-trail", prefix: "/logs/" } }),
      /slashes at both ends/,
    );
    assert.match(
      wrong({ existing: { bucket: "org-trail", organization: "oktank" } }),
      /o-a1b2c3d4e5/,
    );
  });

  it("keep the parts of a limit that are not set", () => {
    const guard = { removals: { percent: 10 } };
    const { settings } = parseSettings({
      kind: "tenant",
      account: {},
      tenant: { ...tenant, guard },
    });
    assert.ok(settings?.kind === "tenant");
    assert.deepEqual(settings.tenant.guard.removals, { percent: 10, atLeast: 5, atMost: 25 });
  });

  it("name every mistake at once, by key", () => {
    assert.deepEqual(
      messagesOf("tenant", {
        tenant: {
          namespace: "Third Party",
          membership: { file: "a.csv", bucket: "bucket", key: "c" },
          groups: { "power reader": {}, critical: { role: "BOSS", owner: "me" } },
          guard: { removals: { percent: 250 } },
          extra: true,
        },
      }),
      [
        "tenant.account: is missing; use string",
        "tenant.extra: is not a setting; correct its name or remove it",
        "tenant.groups.critical.owner: is not a setting; correct its name or remove it",
        'tenant.groups.critical.role: is wrong (got "BOSS"); use one of "READER"|"READER_PRO"|"AUTHOR"|"AUTHOR_PRO"|"ADMIN"|"ADMIN_PRO"',
        "tenant.groups.power reader: is not a good name; use lower-case letters, digits, dots, dashes or underscores",
        "tenant.guard.removals.percent: is wrong (got 250); Too big: expected number to be <=100",
        'tenant.membership: is wrong (got {"file":"a.csv","bucket":"bucket","key":"c"}); give exactly one of file, or bucket and key',
        'tenant.namespace: is wrong (got "Third Party"); use 1 to 64 lower-case letters, digits, dots, dashes or underscores',
      ],
    );
  });

  it("without a guard mean the guard that the core has by default", () => {
    const { settings } = parseSettings({ kind: "tenant", account: {}, tenant });
    assert.ok(settings?.kind === "tenant");
    assert.deepEqual(settings.tenant.guard, defaultGuard);
  });

  it("take whom to protect, what becomes of leavers, a successor, profiles and the bucket", () => {
    const more = {
      ...tenant,
      governanceBucket: "oktank-governance",
      groups: {
        ...tenant.groups,
        "bi-developer": { role: "AUTHOR", customPermissions: "No-Exports" },
      },
      guard: {
        protected: ["*@oktank.com", "quicksight-fed-users/robot"],
        additiveOnly: true,
        leavers: "downgrade",
        successor: "bi-developer",
      },
    };
    assert.deepEqual(messagesOf("tenant", { tenant: more }), []);
    const { settings } = parseSettings({ kind: "tenant", account: {}, tenant: more });
    assert.ok(settings?.kind === "tenant");
    assert.deepEqual(settings.tenant.guard, { ...defaultGuard, ...more.guard });
    assert.equal(settings.tenant.groups["bi-developer"]?.customPermissions, "No-Exports");
    assert.equal(settings.tenant.governanceBucket, "oktank-governance");
  });

  it("name what is wrong with them", () => {
    assert.deepEqual(
      messagesOf("tenant", {
        tenant: {
          ...tenant,
          governanceBucket: "Oktank",
          groups: { critical: { customPermissions: "no exports" } },
          guard: { protected: ["Ana Lee"], additiveOnly: "yes", leavers: "delete", successor: "" },
        },
      }),
      [
        'tenant.governanceBucket: is wrong (got "Oktank"); use an S3 bucket name',
        'tenant.groups.critical.customPermissions: is wrong (got "no exports"); use 1 to 64 letters, digits or + = , . @ _ -',
        'tenant.guard.additiveOnly: is wrong (got "yes"); use boolean, received string',
        'tenant.guard.leavers: is wrong (got "delete"); use one of "remove"|"downgrade"|"keep"',
        'tenant.guard.protected.0: is wrong (got "Ana Lee"); use an email, a QuickSight user name, or a pattern of one with *, without spaces',
        'tenant.guard.successor: is wrong (got ""); Too small: expected string to have >=1 characters',
      ],
    );
  });

  it("refuse a successor that is not a group of the tenant, or a group of readers", () => {
    const messages = (successor: string) =>
      messagesOf("tenant", { tenant: { ...tenant, guard: { successor } } });
    assert.deepEqual(messages("nobody"), [
      'tenant.guard.successor: is not a group of this tenant (got "nobody"); use one of critical, usa',
    ]);
    assert.deepEqual(messages("critical"), [
      "tenant.guard.successor: readers cannot own what others leave behind (group critical gives READER); use a group of authors or admins",
    ]);
    assert.deepEqual(messages("usa"), [
      "tenant.guard.successor: readers cannot own what others leave behind (group usa gives READER); use a group of authors or admins",
    ]);
  });

  it("name what belongs to the other kind, and a kind that does not exist", () => {
    assert.deepEqual(messagesOf("tenant", { account, tenant }), [
      "account: does not belong to a stack of kind tenant; remove it",
    ]);
    assert.deepEqual(messagesOf("account", { account: {} }), [
      "account: is missing; a stack of kind account is described by it",
    ]);
    assert.deepEqual(messagesOf("team", {}), [
      'kind: must be account or tenant (got "team"); set it in Pulumi.<stack>.yaml',
    ]);
  });

  it("of every stack in this repository are right", () => {
    const files = readdirSync(".").filter((name) => /^Pulumi\..+\.yaml$/.test(name));
    assert.ok(files.length >= 4);
    for (const file of files) {
      const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
      const { problems } = parseSettings({
        kind: config["quicksight-governance:kind"],
        account: config["quicksight-governance:account"],
        tenant: config["quicksight-governance:tenant"],
      });
      assert.deepEqual(problems, [], file);
    }
  });
});
