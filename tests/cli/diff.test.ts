import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { invalidSarif } from "../support/invalidSarif.ts";
import { createDataSet } from "../simulator/support/assets.ts";
import { applyTenant, beginWith } from "./beginWith.ts";
import { dataRegion, makeGroups, openClient, shareDashboard, shareDataSet } from "./dashboards.ts";
import { membership, tenant, workplace } from "./qsgov.ts";

interface Change {
  readonly people: readonly string[];
  readonly kind: string;
  readonly id: string;
  readonly level: string;
  readonly instead?: string;
}

interface Document {
  readonly gains: readonly Change[];
  readonly loses: readonly Change[];
  readonly newcomers: readonly string[];
  readonly leavers: readonly string[];
  readonly violations: readonly {
    readonly assertion: string;
    readonly person?: string;
    readonly group?: string;
    readonly lines: readonly number[];
    readonly via: readonly { readonly type: string; readonly principal: string }[];
    readonly sight?: { readonly text: string; readonly rules: readonly string[] };
  }[];
  readonly unmatched: readonly string[];
  readonly notices: readonly string[];
  readonly unproved: readonly string[];
}

const access = [
  { group: "critical", dashboards: ["Sales"] },
  { group: "usa", dashboards: ["Payroll"] },
];

describe("qsgov diff", () => {
  const place = workplace();
  const { directory, write, simulator, control } = place;
  const run = (args: string) => place.run(args, { AWS_REGION: dataRegion });
  beginWith(place, async () => {
    await makeGroups(simulator(), "critical", "bi-admin", "usa");
    await shareDashboard(simulator(), { id: "sales", name: "Sales" });
    await shareDashboard(simulator(), { id: "payroll", name: "Payroll" });
    await applyTenant({ write, run }, { access });
  });
  const document = async (args: string, expected: number): Promise<Document> => {
    const { code, stdout, stderr } = await run(`diff --tenant tenant.yaml --json ${args}`.trim());
    assert.equal(code, expected, stdout + stderr);
    return JSON.parse(stdout) as Document;
  };
  const say = (changes: readonly Change[]) =>
    changes.map(({ people, id, level }) => [...people, id, level].join(" "));

  const commit = (message: string) => {
    const git = (...args: string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@x.com", ...args], {
        ...{ cwd: directory(), stdio: "ignore" },
      });
    git("init", "-q", "-b", "main");
    git("add", "tenant.yaml", "membership.csv");
    git("commit", "-q", "-m", message);
  };

  it("says nothing where files and account agree", async () => {
    const { gains, loses } = await document("", 0);
    assert.deepEqual([gains, loses], [[], []]);
  });

  it("says what one more line of the membership file gives that person", async () => {
    await write("membership.csv", `${membership}default,usa,Bo,bo@oktank.com\n`);
    const { gains, loses, newcomers } = await document("", 2);
    assert.deepEqual(say(gains), ["bo@oktank.com payroll viewer"]);
    assert.deepEqual([loses, newcomers], [[], []]);
    const { code, stdout } = await run("diff --tenant tenant.yaml --markdown");
    assert.equal(code, 2);
    assert.match(
      stdout,
      /^## Who gains and who loses what\n\n### Gains \(1\)\n\n- bo\\@oktank\.com gains viewer of dashboard "Payroll" \(payroll\)$/m,
    );
  });

  it("names newcomers and leavers, and groups as a whole", async () => {
    await write(
      "membership.csv",
      membership.replace(/^.*Bo.*\n/m, "default,critical,Di,di@oktank.com\n"),
    );
    const { newcomers, leavers, gains, loses } = await document("", 2);
    assert.deepEqual([newcomers, leavers], [["di@oktank.com"], ["bo@oktank.com"]]);
    assert.deepEqual(say(gains), ["di@oktank.com sales viewer"]);
    assert.deepEqual(say(loses), ["bo@oktank.com sales viewer"]);
    await write("membership.csv", membership);
    await write("tenant.yaml", {
      ...tenant,
      access: [...access, { group: "critical", dashboards: ["Payroll"] }],
    });
    const { stdout } = await run("diff --tenant tenant.yaml");
    assert.match(stdout, /^ {2}bo@oktank\.com gains viewer of dashboard "Payroll" \(payroll\)$/m);
  });

  it("foretells what a run then does", async () => {
    await write(
      "membership.csv",
      `${membership}default,usa,Bo,bo@oktank.com\ndefault,critical,Di,di@oktank.com\n`,
    );
    await write("tenant.yaml", {
      ...tenant,
      access: [{ group: "bi-admin", dashboards: ["sales"], level: "owner" }, ...access],
    });
    const foretold = await document("", 2);
    assert.equal((await run("snapshot --out before.json")).code, 0);
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    assert.equal((await run("snapshot --out after.json")).code, 0);
    const done = await document("--from before.json --to after.json", 2);
    assert.deepEqual(foretold.gains, done.gains);
    assert.deepEqual(foretold.loses, done.loses);
    assert.deepEqual(foretold.newcomers, done.newcomers);
  });

  it("compares two commits of the files, on a snapshot and without asking anybody", async () => {
    assert.equal((await run("snapshot --out now.json")).code, 0);
    commit("one");
    await write("membership.csv", `${membership}default,usa,Bo,bo@oktank.com\n`);
    commit("two");
    simulator().reset();
    const { gains } = await document("--from HEAD~1 --to HEAD --snapshot now.json", 2);
    assert.deepEqual(say(gains), ["bo@oktank.com payroll viewer"]);
    assert.deepEqual(simulator().calls(), {});
    const { code, stderr } = await run("diff --tenant tenant.yaml --from none --snapshot now.json");
    assert.equal(code, 1);
    assert.match(stderr, /none is neither live, files, a file nor a commit of this folder/);
  });

  it("names what a commit takes on assets of other kinds than dashboards, as the one before gave it", async () => {
    await shareDataSet(simulator(), "revenue", "usa");
    const withData = [...access, { group: "critical", dataSets: ["revenue"] }];
    await write("tenant.yaml", { ...tenant, access: withData });
    commit("one");
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    assert.equal((await run("snapshot --out now.json")).code, 0);
    await write("tenant.yaml", { ...tenant, access });
    commit("two");
    const { gains, loses } = await document("--from HEAD~1 --to HEAD --snapshot now.json", 2);
    assert.deepEqual(gains, []);
    assert.deepEqual(say(loses), ["bo@oktank.com revenue viewer"]);
  });

  it("names who gains and loses the data that the files declare", async () => {
    const source = { type: "POSTGRESQL", host: "db", port: 5432, database: "sales", secret: "s" };
    const orders = { source: "db", table: { name: "orders" }, columns: ["id"] };
    const declare = (viewers: readonly string[], more: object = {}) =>
      write("tenant.yaml", {
        ...{ ...tenant, access },
        dataSources: { db: { ...source, name: "Sales" } },
        dataSets: { orders: { ...orders, name: "Orders", viewers }, ...more },
      });
    await declare(["usa"]);
    const { gains } = await document("", 2);
    assert.deepEqual(say(gains), ["ana@oktank.com qsgov-default-orders viewer"]);
    commit("one");
    await declare(["critical"], { costs: { ...orders, name: "Costs", owners: ["bi-admin"] } });
    commit("two");
    await declare([]);
    commit("three");
    const second = await document("--from HEAD~2 --to HEAD~1", 2);
    assert.deepEqual(say(second.gains).sort(), [
      "bo@oktank.com qsgov-default-orders viewer",
      "cy@oktank.com qsgov-default-costs owner",
    ]);
    assert.deepEqual(second.loses, []);
    const third = await document("--from HEAD~1 --to HEAD", 2);
    assert.deepEqual(say(third.loses).sort(), [
      "ana@oktank.com bo@oktank.com qsgov-default-orders viewer",
      "cy@oktank.com qsgov-default-costs owner",
    ]);
  });

  it("takes what somebody else gave on data that the files declare, and names data that they do not", async () => {
    await shareDataSet(simulator(), "qsgov-default-orders", "usa", "critical");
    const source = { type: "POSTGRESQL", host: "db", port: 5432, database: "sales", secret: "s" };
    const set = { name: "Orders", source: "db", table: { name: "orders" }, columns: ["id"] };
    await write("tenant.yaml", {
      ...{ ...tenant, access },
      dataSources: { db: { ...source, name: "Sales" } },
      dataSets: { orders: { ...set, viewers: ["usa"] } },
    });
    assert.deepEqual(say((await document("", 2)).loses), [
      "bo@oktank.com qsgov-default-orders viewer",
    ]);
    await write("tenant.yaml", { ...tenant, access });
    const { loses, notices } = await document("", 0);
    assert.deepEqual(loses, []);
    assert.match(
      notices.join("\n"),
      /^data-set "qsgov-default-orders" \(qsgov-default-orders\): the settings do not declare it; pulumi up deletes it where its stack made it$/m,
    );
  });

  const landing = { title: "Start here", contact: "BI desk" };

  it("tells that everybody may open the landing page that is made, and that nobody may once it is dropped", async () => {
    await write("tenant.yaml", {
      ...{ ...tenant, access: [...access, { group: "bi-admin", all: "owner" }], landing },
    });
    commit("one");
    const { gains } = await document("", 2);
    assert.deepEqual(say(gains.filter(({ id }) => id === "landing-page-default")), [
      "ana@oktank.com bo@oktank.com landing-page-default viewer",
      "cy@oktank.com landing-page-default owner",
    ]);
    await write("tenant.yaml", { ...tenant, access });
    commit("two");
    const { loses } = await document("--from HEAD~1 --to HEAD", 2);
    assert.deepEqual(say(loses.filter(({ id }) => id === "landing-page-default")), [
      "ana@oktank.com bo@oktank.com landing-page-default viewer",
      "cy@oktank.com landing-page-default owner",
    ]);
  });

  it("does not call the data of the landing page, or that of entitled rules, undeclared", async () => {
    await shareDataSet(simulator(), "qsgov-default-landing-page", "usa");
    const client = openClient(simulator(), dataRegion);
    await createDataSet(client, "qsgov-default-orders-rules");
    client.destroy();
    const source = { type: "POSTGRESQL", host: "db", port: 5432, database: "sales", secret: "s" };
    const orders = {
      name: "Orders",
      source: "db",
      table: { name: "orders" },
      columns: ["country"],
    };
    await write("tenant.yaml", {
      ...{ ...tenant, access, landing },
      entitlements: { rows: [{ group: "usa", country: "USA" }] },
      dataSources: { db: { ...source, name: "Sales" } },
      dataSets: { orders: { ...orders, viewers: ["usa"], entitled: { country: "country" } } },
    });
    const { notices } = await document("", 2);
    assert.doesNotMatch(notices.join("\n"), /do not declare it/);
  });

  describe("with assertions", () => {
    const asserting = (...assertions: object[]) =>
      write("tenant.yaml", { ...tenant, access, assertions });

    it("fails one that does not hold, by whom, by which group and by which line", async () => {
      await asserting({
        ...{ only: { dashboard: "Payroll", group: "bi-admin" } },
        reason: "salaries are for HR",
      });
      const { violations } = await document("", 3);
      assert.equal(violations.length, 1);
      const [broken] = violations;
      assert.equal(broken?.assertion, "tenant.assertions[0]");
      assert.equal(broken.person, "ana@oktank.com");
      assert.equal(broken.group, "quicksight-fed-usa");
      assert.deepEqual(broken.lines, [2]);
      const { stdout } = await run("diff --tenant tenant.yaml");
      assert.match(
        stdout,
        /^ {2}tenant\.assertions\[0\]: ana@oktank\.com can open dashboard "Payroll" \(payroll\) as viewer, and only others may, by group quicksight-fed-usa, line 2 of membership\.csv, tenant\.yaml:\d+: tenant\.access\[1\] \(salaries are for HR\)$/m,
      );
    });

    it("holds never and always, by people, patterns and levels", async () => {
      await asserting(
        { never: { people: "bo@*", dashboards: ["pay*"] }, reason: "Bo" },
        {
          always: { group: "critical", dashboards: ["Sales"] },
          reason: "who is critical sees sales",
        },
        {
          never: { everybody: true, allAssets: true, level: "owner" },
          reason: "nobody owns by hand",
        },
      );
      const { violations, unmatched } = await document("", 0);
      assert.deepEqual([violations, unmatched], [[], []]);
      await write("membership.csv", `${membership}default,usa,Bo,bo@oktank.com\n`);
      const broken = await document("", 3);
      assert.deepEqual(
        broken.violations.map(({ assertion, person, lines }) => [assertion, person, ...lines]),
        [["tenant.assertions[0]", "bo@oktank.com", 5]],
      );
    });

    it("fails one about rows, by whom, through which dashboard and by which line of the entitlement table", async () => {
      const source = { type: "POSTGRESQL", name: "Sales", host: "h", port: 5432, database: "d" };
      const orders = { name: "Orders", source: "db", table: { name: "orders" } };
      await write("tenant.yaml", {
        ...{ ...tenant, access: [{ group: "usa", dashboards: ["Payroll"] }] },
        entitlements: { file: "who.csv" },
        dataSources: { db: { ...source, secret: "example/db" } },
        labels: { pii: { groups: ["bi-admin"] } },
        dataSets: {
          orders: {
            ...{ ...orders, viewers: ["usa"], entitled: { country: "Land" } },
            columns: ["Land", { name: "email", label: "pii" }],
          },
        },
        assertions: [
          {
            never: { group: "usa", "data-set": "Orders", rows: { country: "GBR" } },
            reason: "no licence there",
          },
          { never: { group: "usa", label: "pii" }, reason: "privacy" },
          { never: { group: "usa", "data-set": "Orders", columns: "e-mail" }, reason: "privacy" },
        ],
      });
      await write("who.csv", "group,country\nusa,USA\n");
      assert.deepEqual((await document("", 3)).violations, []);
      await write("who.csv", "group,country\nusa,USA\nusa,GBR\n");
      const { violations, unmatched } = await document("", 3);
      assert.deepEqual(
        violations.map(({ assertion, person, sight }) => [
          assertion,
          person,
          sight?.text,
          ...(sight?.rules ?? []),
        ]),
        [["tenant.assertions[0]", "ana@oktank.com", "rows with Land GBR", "who.csv:3"]],
      );
      assert.match(unmatched.join(), /is about no column "e-mail" of data-set "Orders"/);
      const { stdout } = await run("diff --tenant tenant.yaml --sarif found.sarif");
      assert.match(
        stdout,
        /^ {2}tenant\.assertions\[0\]: ana@oktank\.com can see rows with Land GBR of data-set "Orders" \(qsgov-default-orders\), and nobody of theirs may, by group quicksight-fed-usa, by who\.csv:3, line 2 of membership\.csv, tenant\.yaml:\d+: tenant\.dataSets\.orders\.viewers\[0\] \(no licence there\)$/m,
      );
      const sarif = await readFile(join(directory(), "found.sarif"), "utf8");
      assert.match(sarif, /rows with Land GBR of data-set Orders/);
    });

    it("does not take one for held that is about nothing there is", async () => {
      await asserting({
        never: { group: "usa", dashboards: ["Pay roll"] },
        reason: "a misspelt name",
      });
      const { violations, unmatched } = await document("", 3);
      assert.deepEqual(violations, []);
      assert.deepEqual(unmatched, [
        'tenant.assertions[0] is about no dashboard "Pay roll" that there is',
      ]);
    });

    it("does not take one for held that is about what was not read", async () => {
      await asserting({ never: { people: "bo@*", dashboards: "Payroll" }, reason: "Bo" });
      await document("", 0);
      await control("faults", [
        { operation: "DescribeDashboardPermissions", error: "AccessDeniedException" },
      ]);
      const { violations, unproved } = await document("", 3);
      assert.deepEqual(violations, []);
      assert.match(
        unproved.join("\n"),
        /^tenant\.assertions\[0\] is not known to hold: dashboard "Payroll" \(payroll\) in eu-west-1: AccessDeniedException/,
      );
      const { stdout } = await run("diff --tenant tenant.yaml --markdown");
      assert.match(stdout, /^### Assertions that nobody knows to hold \(1\)$/m);
    });

    it("holds one about the landing page before it is there", async () => {
      await write("tenant.yaml", {
        ...{ ...tenant, access, landing },
        assertions: [{ only: { group: "usa", dashboards: "Start here" }, reason: "a pilot" }],
      });
      const { violations, unmatched } = await document("", 3);
      assert.deepEqual(unmatched, []);
      assert.deepEqual(
        violations.map(({ person }) => person),
        ["bo@oktank.com", "cy@oktank.com"],
      );
    });

    it("refuses a folder for SARIF that is not there before it asks anybody", async () => {
      simulator().reset();
      const { code, stderr } = await run("diff --tenant tenant.yaml --sarif none/found.sarif");
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^qsgov diff: there is no folder none; make it, or choose another --sarif FILE/m,
      );
      assert.deepEqual(simulator().calls(), {});
    });

    it("writes what does not hold as SARIF that the schema takes, at the lines that caused it", async () => {
      await asserting(
        { never: { group: "usa", dashboards: "Payroll" }, reason: "salaries" },
        { never: { group: "usa", dashboards: "Pay roll" }, reason: "a misspelt name" },
      );
      await write("membership.csv", `${membership}default,usa,Bo,bo@oktank.com\n`);
      await document("--sarif found.sarif", 3);
      const found = JSON.parse(await readFile(join(directory(), "found.sarif"), "utf8")) as {
        runs: {
          results: {
            ruleId: string;
            message: { text: string };
            locations: { physicalLocation: object }[];
            relatedLocations?: { physicalLocation: object }[];
          }[];
        }[];
      };
      assert.equal(invalidSarif(found), undefined);
      const [broken, doubted] = found.runs[0]?.results ?? [];
      const at = (uri: string, startLine: number) => ({
        physicalLocation: { artifactLocation: { uri }, region: { startLine } },
      });
      assert.deepEqual(broken?.locations, [at("membership.csv", 2)]);
      assert.deepEqual(
        broken.relatedLocations?.map(({ physicalLocation }) => ({ physicalLocation })),
        [at("membership.csv", 5)],
      );
      // What ends the command with 3 is in it too where nobody knows: at the assertion.
      assert.deepEqual(
        [doubted?.ruleId, doubted?.message.text],
        [
          "tenant.assertions[1]",
          'tenant.assertions[1] is about no dashboard "Pay roll" that there is',
        ],
      );
      const settings = await readFile(join(directory(), "tenant.yaml"), "utf8");
      const line = settings.split("\n").findLastIndex((text) => /^\s*- never:/.test(text));
      assert.deepEqual(doubted?.locations, [at("tenant.yaml", line + 1)]);
    });
  });
});
