import assert from "node:assert/strict";
import { resolveFolders } from "../../../core/access/folders/resolveFolders.ts";
import { ownData } from "../../../core/access/folders/ownData.ts";
import { parseTenant } from "../../../core/settings/parseTenant.ts";

const settingsOf = (folders: object, more: object = {}) => {
  const { settings, problems } = parseTenant({
    ...{ namespace: "sales", account: "a/b/c", membership: { file: "m.csv" }, folders },
    groups: { critical: { role: "READER" }, makers: { role: "AUTHOR" } },
    ...more,
  });
  assert.deepEqual(problems, []);
  assert.ok(settings);
  return settings;
};
const there = (id: string, name = id, restricted = false) => ({
  ...{ kind: "folder", id, name, restricted },
});
const dashboard = (id: string, name = id) => ({ kind: "dashboard", id, name });
const nothing = { folders: [], assets: [], own: [] };
const own = [{ kind: "data-set", key: "orders", id: "qsgov-sales-orders", name: "Orders" }];

describe("what the setting folders comes to", () => {
  it("is known before a folder is there: its id, its parent, its groups with those of an all", () => {
    const settings = settingsOf(
      { a: { name: "A", viewers: ["critical"] }, b: { name: "B", parent: "a" } },
      { access: [{ group: "makers", all: { folders: "owner" } }] },
    );
    const { declared, grants, problems } = resolveFolders(settings, nothing);
    assert.deepEqual(problems, []);
    assert.deepEqual(declared, [
      { id: "qsgov-sales-a", name: "A", own: true },
      { id: "qsgov-sales-b", name: "B", own: true, parent: "qsgov-sales-a" },
    ]);
    assert.deepEqual(
      grants.map(({ group, level, asset }) => `${group} ${level} ${asset?.id ?? ""}`).sort(),
      ["critical viewer qsgov-sales-a", "makers owner qsgov-sales-a", "makers owner qsgov-sales-b"],
    );
  });

  it("gives who owns every folder the most that a restricted one takes, and those that are in one", () => {
    const settings = settingsOf(
      {
        pay: { name: "Pay", type: "restricted" },
        slips: { name: "Slips", parent: "pay" },
        x: { name: "Closed", existing: true },
        below: { name: "Below", parent: "x" },
        open: { name: "Open" },
      },
      { access: [{ group: "makers", all: { folders: "owner" } }] },
    );
    const known = { ...nothing, folders: [there("f1", "Closed", true)] };
    const { grants, problems } = resolveFolders(settings, known);
    assert.deepEqual(problems, []);
    assert.deepEqual(grants.map(({ level, asset }) => `${level} ${asset?.id ?? ""}`).sort(), [
      "contributor qsgov-sales-below",
      "contributor qsgov-sales-pay",
      "contributor qsgov-sales-slips",
      "owner qsgov-sales-open",
    ]);
  });

  it("refuses what is in more than twenty folders, named by its id in some, and takes it out of none", () => {
    const inAll = (count: number) =>
      settingsOf(
        Object.fromEntries(
          Array.from({ length: count }, (_, number) => [
            `f${number}`,
            { name: `F${number}`, dashboards: [number % 2 === 0 ? "Sales" : "id-1"] },
          ]),
        ),
      );
    const known = { ...nothing, assets: [{ kind: "dashboard", id: "id-1", name: "Sales" }] };
    const { problems, members, uncertain } = resolveFolders(inAll(30), known);
    assert.equal(problems.length, 30);
    assert.deepEqual(problems[1], {
      where: "tenant.folders.f1.dashboards[0]",
      message:
        'dashboard "Sales" (id-1) is in 30 folders, by its id and by its name, and QuickSight takes 20; take it out of some, or put it into one above them',
    });
    assert.deepEqual([members.length, uncertain.length], [0, 30]);
    assert.deepEqual(resolveFolders(inAll(20), known).problems, []);
  });

  it("refuses what is in a restricted folder and in another tree, by whatever names, and takes it out of none", () => {
    const settings = (restricted: object) =>
      settingsOf({
        pay: { name: "Pay", ...restricted, dashboards: ["Sales"] },
        slips: { name: "Slips", parent: "pay", dashboards: ["Sales", "id-2"] },
        open: { name: "Open", dashboards: ["id-1"] },
      });
    const assets = [dashboard("id-1", "Sales"), dashboard("id-2", "Costs")];
    const closed = { ...nothing, assets, folders: [there("f1", "Pay", true)] };
    for (const [how, known] of [
      [{ type: "restricted" }, { ...nothing, assets }],
      [{ existing: true }, closed],
    ] as const) {
      const { problems, members, uncertain } = resolveFolders(settings(how), known);
      assert.deepEqual(
        problems.map(({ where }) => where),
        ["pay.dashboards[0]", "slips.dashboards[0]", "open.dashboards[0]"].map(
          (at) => `tenant.folders.${at}`,
        ),
      );
      assert.equal(
        problems[2]?.message,
        'dashboard "Sales" (id-1) is in a restricted folder, by its id or its name, and what is in one is in no other tree of folders; take it out of one of them',
      );
      assert.deepEqual([members.map(({ asset }) => asset.id), uncertain.length], [["id-2"], 3]);
    }
    const open = { ...nothing, assets, folders: [there("f1", "Pay")] };
    assert.deepEqual(resolveFolders(settings({ existing: true }), open).problems, []);
  });

  it("has members by name, id and key, and own data that is not there yet", () => {
    const settings = settingsOf({
      a: { name: "A", dashboards: ["Sales", "id-2"], dataSets: ["orders"] },
    });
    const assets = [dashboard("id-1", "Sales"), dashboard("id-2", "Costs")];
    const { members, problems } = resolveFolders(settings, { ...nothing, assets, own });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      members.map(({ asset }) => asset.id),
      ["id-1", "id-2", "qsgov-sales-orders"],
    );
  });

  it("refuses what is not there, what two are called, and what other tenants declare", () => {
    const settings = settingsOf({
      a: { name: "A", dashboards: ["none", "Twin"], dataSets: ["qsgov-other-people"] },
    });
    const assets = [
      ...[dashboard("t1", "Twin"), dashboard("t2", "Twin")],
      { kind: "data-set", id: "qsgov-other-people", name: "People" },
    ];
    const { members, problems, uncertain } = resolveFolders(settings, { ...nothing, assets });
    assert.deepEqual(members, []);
    assert.deepEqual(uncertain, ["qsgov-sales-a"]);
    const said = problems.map(({ where, message }) => `${where}: ${message}`).join("\n");
    assert.match(said, /a\.dashboards\[0\]: no dashboard has the name or id "?none/);
    assert.match(said, /a\.dashboards\[1\]: 2 dashboards are called "?Twin/);
    assert.match(said, /a\.dataSets\[0\]: qsgov-other-people is declared by another tenant/);
  });

  it("finds existing folders, goes on meaning them, and takes nothing while one is not found", () => {
    const settings = settingsOf({
      x: { name: "Shared", existing: true, viewers: ["critical"] },
      below: { name: "Below", parent: "x", contributors: ["makers"] },
    });
    const found = resolveFolders(settings, { ...nothing, folders: [there("f1", "Shared", true)] });
    assert.deepEqual(found.problems, []);
    assert.deepEqual(found.declared[1], {
      ...{ id: "qsgov-sales-below", name: "Below", own: true, parent: "f1" },
    });
    const open = resolveFolders(settings, { ...nothing, folders: [there("f1", "Shared")] });
    assert.match(open.problems[0]?.message ?? "", /only restricted folders have contributors/);
    const renamed = { ...nothing, folders: [there("f1", "Other", true), there("f2", "Shared")] };
    const again = resolveFolders(settings, renamed, found.remembered);
    assert.deepEqual([again.declared[0]?.id, again.notices.length], ["f1", 1]);
    const lost = resolveFolders(settings, nothing);
    assert.deepEqual(lost.uncertain, ["*"]);
    assert.deepEqual(lost.uncertainGroups, ["critical", "makers"]);
  });

  it("takes nothing from groups of an all while a folder of the tenant's own is not known", () => {
    const settings = settingsOf(
      {
        x: { name: "Shared", existing: true, viewers: ["critical"] },
        below: { name: "Below", parent: "x" },
      },
      { access: [{ group: "makers", all: { folders: "owner" } }] },
    );
    assert.deepEqual(resolveFolders(settings, nothing).uncertainGroups, ["critical", "makers"]);
  });

  describe("of data with rules of rows that has another name in QuickSight, or had one", () => {
    const data = {
      dataSources: {
        db: {
          name: "Db",
          type: "ATHENA",
          workGroup: "primary",
          roleArn: "arn:aws:iam::111122223333:role/r",
        },
      },
      dataSets: {
        orders: {
          ...{
            name: "Orders",
            source: "db",
            sql: "select 1",
            columns: ["country"],
            viewers: ["critical"],
          },
          rowRules: [{ group: "critical", values: { country: "DE" } }],
        },
      },
    };
    const set = (name: string) => ({ kind: "data-set", id: "qsgov-sales-orders", name });
    const resolve = (
      folders: object,
      name: string,
      meant: readonly (readonly [string, string])[] = [],
    ) => {
      const settings = settingsOf(folders, data);
      const known = { ...nothing, assets: [set(name)], own: ownData(settings) };
      return resolveFolders(settings, known, new Map(meant));
    };

    it("finds it by the name of the settings, whatever somebody called it meanwhile", () => {
      const { members, problems } = resolve(
        { a: { name: "A", dataSets: ["Orders"] } },
        "Bestellungen",
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(
        members.map(({ asset }) => asset.id),
        ["qsgov-sales-orders"],
      );
    });

    for (const [reference, name, meant] of [
      ["Bestellungen", "Bestellungen", []],
      ["Sales", "Orders", [["data-set\nSales", "qsgov-sales-orders"]]],
    ] as const) {
      it(`gives it to nobody past its rules, called ${reference} where it is ${name}`, () => {
        const folders = {
          top: { name: "Top", owners: ["makers"], viewers: ["critical"] },
          a: { name: "A", parent: "top", dataSets: [reference], viewers: ["critical"] },
        };
        const found = resolve(folders, name, meant);
        assert.deepEqual(found.members, []);
        assert.match(
          found.problems.map(({ where, message }) => `${where}: ${message}`).join(),
          /^tenant\.folders\.a\.dataSets\[0\]: group makers owns the data set by folder top, and owners see every row/,
        );
        assert.deepEqual(
          found.grants.map(({ group, asset }) => `${group} ${asset?.id ?? ""}`),
          ["critical qsgov-sales-top", "critical qsgov-sales-a"],
        );
        assert.deepEqual(found.uncertainGroups, ["makers"]);
        assert.deepEqual(found.uncertain, ["qsgov-sales-a"]);
      });
    }
  });

  it("refuses a folder that a tenant declares as an existing one of another, and one folder twice", () => {
    const theirs = settingsOf({ x: { name: "X", existing: true, id: "qsgov-other-x" } });
    const [problem] = resolveFolders(theirs, {
      ...nothing,
      folders: [there("qsgov-other-x")],
    }).problems;
    assert.match(problem?.message ?? "", /only that tenant's settings decide on it/);
    const twice = settingsOf({
      x: { name: "X", existing: true, id: "f1" },
      y: { name: "Y", existing: true, id: "f1" },
    });
    const { problems } = resolveFolders(twice, { ...nothing, folders: [there("f1")] });
    assert.match(problems[0]?.message ?? "", /is the same folder as tenant\.folders\.x/);
  });
});
