import assert from "node:assert/strict";
import { salesOf, asking, type Settings } from "./dataChange.ts";

describe("what a run would open, or take, of a tenant's data", () => {
  const { ask } = asking();

  describe("columns", () => {
    it("are asked about when a rule lets more people see one than guard.promotions lets", async () => {
      const change = (group: string) => (settings: Settings) => {
        salesOf(settings).columnRules = [{ columns: ["salary"], groups: ["hr", group] }];
      };
      assert.equal(await ask(change("gbr")), "");
      const refusal = await ask(change("usa"));
      assert.match(refusal, /12 of 20 people would see rows or columns/);
      assert.match(refusal, /group usa would see column salary/);
    });

    it("are asked about when a label goes from them, or lets more people see them, as with rules", async () => {
      const labelled =
        (label: object, ...groups: string[]) =>
        (settings: Settings) => {
          const sales = salesOf(settings);
          sales.columns = ["country", "segment", { name: "salary", ...label } as never, "city"];
          Reflect.deleteProperty(sales, "columnRules");
          if (groups.length > 0) Object.assign(settings, { labels: { pay: { groups } } });
        };
      const before = labelled({ label: "pay" }, "hr", "admin");
      // Whether a rule or a label says it is the same.
      const rule = (settings: Settings) => {
        salesOf(settings).columnRules = [{ columns: ["salary"], groups: ["admin", "hr"] }];
      };
      assert.equal(await ask(rule, { before }), "");
      assert.equal(await ask(labelled({ label: "pay" }, "admin", "gbr", "hr"), { before }), "");
      const widened = await ask(labelled({ label: "pay" }, "hr", "admin", "usa"), { before });
      assert.match(widened, /group usa would see column salary/);
      const opened = await ask(labelled({}), { before });
      assert.match(opened, /everybody who may use it would see salary; the limit is 0/);
    });

    it("may get another name in data and rule alike", async () => {
      const change = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.columns = ["country", "segment", "pay", "city"];
        sales.columnRules = [{ columns: ["pay"], groups: ["hr"] }];
      };
      assert.equal(await ask(change), "");
    });

    it("may go, and are asked about when another one without a rule comes in their place", async () => {
      const change = (column: string[]) => (settings: Settings) => {
        const sales = salesOf(settings);
        sales.columns = ["country", "segment", ...column, "city"];
        Reflect.deleteProperty(sales, "columnRules");
      };
      assert.equal(await ask(change([])), "");
      assert.match(
        await ask(change(["pay"])),
        /everybody who may use it would see pay, which may be salary by another name; the limit is 0 \(columnRules, labels\)/,
      );
    });

    /** The sales with other columns, and what is worked out from them. */
    const columns =
      (read: object[], calculated: Record<string, string> = {}, more: object = {}) =>
      (settings: Settings) => {
        const all = Object.entries(calculated).map(([name, expression]) => [
          name,
          { expression, type: "STRING" },
        ]);
        const sales = { columns: read, calculated: Object.fromEntries(all) as object, ...more };
        Object.assign(salesOf(settings), sales);
      };
    const [country, segment, salary, city] = ["country", "segment", "salary", "city"].map(
      (name) => ({ name }),
    );
    const others = [{ ...country }, { ...segment }, { ...city }];

    it("are known by what they are where another one takes the name that a rule is about", async () => {
      const pay = [...others, { ...salary, as: "pay" }];
      const opened = /everybody who may use it would see pay, which was salary; the limit is 0/;
      assert.match(await ask(columns(pay, { salary: "'none'" })), opened);
      const band = [...pay, { name: "band", as: "salary" }];
      assert.match(await ask(columns(band)), opened);
      const ruled = { columnRules: [{ columns: ["pay", "salary"], groups: ["hr"] }] };
      assert.equal(await ask(columns(band, {}, ruled)), "");
      assert.equal(await ask(columns(band, {}, ruled), { before: columns(band, {}, ruled) }), "");
      assert.match(
        await ask(columns(band), { before: columns(band, {}, ruled) }),
        /everybody who may use it would see pay; the limit is 0/,
      );
    });

    it("are asked about where one that everybody sees is worked out from one that a rule kept", async () => {
      const read = [...others, { ...salary }];
      const before = columns(read, { pay: "'none'" });
      const columnRules = undefined;
      const hidden = [...others, { ...salary, output: false }];
      assert.match(
        await ask(columns(hidden, { pay: "concat({salary}, '')" }, { columnRules }), { before }),
        /everybody who may use it would see pay, which may be salary by another name/,
      );
      assert.equal(await ask(columns(hidden, { pay: "'none'" }, { columnRules }), { before }), "");
    });

    it("limit rows as before under another name, and are asked about where another one takes theirs", async () => {
      const rulesBy = (name: string) => ({
        rowRules: [
          { group: "usa", values: { [name]: "USA", segment: ["retail", "online"] } },
          { group: "gbr", values: { [name]: "GBR" } },
          { group: "all" },
        ],
      });
      const land = [{ ...country, as: "land" }, { ...segment }, { ...salary }, { ...city }];
      assert.equal(await ask(columns(land, {}, rulesBy("land"))), "");
      const swapped = [
        { ...country, as: "land" },
        { ...segment },
        { ...salary },
        { ...city, as: "country" },
      ];
      const free = /group gbr would see rows that nothing limits in land/;
      assert.match(await ask(columns(swapped)), free);
      const without = [{ ...segment }, { ...salary }, { ...city, as: "country" }];
      assert.match(
        await ask(columns(without)),
        /group gbr would see rows that nothing limits in country \(as it was\)/,
      );
      const worked = (expression: string, place = "country") =>
        columns(
          [...others, { ...salary }],
          { area: expression, place: `{${place}}` },
          rulesBy("area"),
        );
      const before = worked("ifelse(country = 'USA', 'USA', 'GBR')");
      assert.equal(await ask(before, { before }), "");
      assert.match(
        await ask(worked("ifelse(city = 'USA', 'USA', 'GBR')"), { before }),
        /group gbr would see rows that nothing limits in area \(as it was\)/,
      );
      const through = "ifelse(place = 'USA', 'USA', 'GBR')";
      assert.match(
        await ask(worked(through, "city"), { before: worked(through) }),
        /group gbr would see rows that nothing limits in area \(as it was\)/,
      );
    });
  });
});
