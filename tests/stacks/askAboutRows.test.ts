import assert from "node:assert/strict";
import { source, baseSet, salesOf, asking, type Settings } from "./dataChange.ts";

describe("what a run would open, or take, of a tenant's data", () => {
  const { ask } = asking();

  describe("groups", () => {
    const owned = (settings: Settings) => {
      salesOf(settings).owners = ["admin", "dev"];
    };

    it("are the same by their names in the settings, when all get another prefix", async () => {
      const change = (settings: Settings) => {
        owned(settings);
        settings.identity["groupPrefix"] = "corp-";
      };
      assert.equal(await ask(change, { before: owned }), "");
    });

    it("are the same when one keeps its name in QuickSight while the prefix changes", async () => {
      const change = (settings: Settings) => {
        owned(settings);
        settings.identity["groupPrefix"] = "corp-";
        settings.groups["all"] = { name: "quicksight-fed-all" };
      };
      assert.equal(await ask(change, { before: owned }), "");
    });

    it("are others with another name in the settings, also when the prefix changes with it", async () => {
      const change = (settings: Settings) => {
        owned(settings);
        settings.identity["groupPrefix"] = "corp-";
        settings.groups["leads"] = { role: "AUTHOR" };
        salesOf(settings).owners = ["admin", "leads"];
      };
      assert.match(await ask(change, { before: owned }), /group leads would own it/);
    });

    it("are others under an explicit name that is another group of QuickSight", async () => {
      const change = (settings: Settings) => {
        settings.groups["all"] = { name: "Whole Company" };
      };
      assert.match(
        await ask(change),
        /data-set "Sales" \(qsgov-default-sales\): group all would see all rows/,
      );
    });
  });

  describe("rows", () => {
    it("may be seen by few more people unasked", async () => {
      const change = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.rowRules.push({ group: "mex", values: { country: "MEX" } });
      };
      assert.equal(await ask(change), "");
      const more = (settings: Settings) => {
        const [, gbr] = salesOf(settings).rowRules;
        Object.assign(gbr ?? {}, { values: { country: ["GBR", "IRL"] } });
      };
      assert.equal(await ask(more), "");
    });

    it("are asked about when more people would see more of them than guard.promotions lets", async () => {
      const change = (settings: Settings) => {
        const [usa] = salesOf(settings).rowRules;
        Object.assign(usa ?? {}, { values: { country: ["USA", "CAN"], segment: "retail" } });
      };
      const refusal = await ask(change);
      assert.match(
        refusal,
        /data-set "Sales" \(qsgov-default-sales\): 12 of 20 people would see rows or columns that they do not see now; the limit is 5 \(guard\.promotions: 25 %/,
      );
      assert.match(refusal, /group usa would see more rows: country CAN and segment retail/);
      const generous = (settings: Settings) => {
        change(settings);
        settings.guard["promotions"] = { percent: 80 };
      };
      assert.equal(await ask(generous), "");
    });

    it("that a person sees already, by another group or as an owner, are no more rows", async () => {
      const both = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.rowRules.push(
          { group: "everybody", values: { country: ["USA", "GBR", "MEX"] } } as never,
          { group: "readers", values: { city: "Paris" } } as never,
        );
      };
      const change = (settings: Settings) => {
        both(settings);
        const [usa] = salesOf(settings).rowRules;
        Object.assign(usa ?? {}, { values: { country: ["USA", "MEX"], segment: "retail" } });
      };
      assert.equal(await ask(change, { before: both }), "");
    });

    it("are the same when rules are written in another way", async () => {
      const change = (settings: Settings) => {
        const sales = salesOf(settings);
        sales.rowRules = [
          { group: "all" },
          { group: "usa", values: { segment: "online", country: "USA" } },
          { group: "gbr", values: { country: ["GBR", "GBR"] } },
          { group: "usa", values: { country: "USA", segment: "retail" } },
        ] as never;
      };
      assert.equal(await ask(change), "");
    });

    it("are asked about when a rule limits a column no more, however few see it", async () => {
      const change = (settings: Settings) => {
        const [usa] = salesOf(settings).rowRules;
        Object.assign(usa ?? {}, { values: { country: "USA" } });
        settings.guard["promotions"] = { percent: 100, atMost: 1000 };
      };
      assert.match(
        await ask(change),
        /group usa would see rows that nothing limits in segment: country USA and segment all but online, retail.*\[rows-opened\]/,
      );
    });

    it("are asked about when they are limited by another column", async () => {
      const change = (settings: Settings) => {
        const [, gbr] = salesOf(settings).rowRules;
        Object.assign(gbr ?? {}, { values: { city: "London" } });
      };
      assert.match(await ask(change), /group gbr would see rows that nothing limits in country/);
    });
  });

  describe("rules by tags of a session", () => {
    const tagged =
      (tagRules: object | undefined, more: object = {}) =>
      (settings: Settings) => {
        const { rowRules: _, columnRules: __, ...open } = baseSet;
        settings.dataSets = { sales: { ...open, ...(tagRules && { tagRules }), ...more } };
      };
    const customer = { column: "city", delimiter: ",", matchAll: "all-of-it" };
    const { matchAll: _, ...limited } = customer;
    const before = tagged({ customer });

    it("are named and asked about when they let sessions see more", async () => {
      const kept = "rows that tag customer keeps from them";
      const changes: [object | undefined, string][] = [
        [undefined, kept],
        [{ segment: { column: "segment" } }, kept],
        [
          { customer: { ...customer, column: "country" } },
          "rows by column country that tag customer keeps from them",
        ],
        [{ customer: { ...customer, matchAll: "*" } }, "all rows by another value of tag customer"],
        [
          { customer: { ...customer, delimiter: "|" } },
          "rows by values of tag customer that are parted in another way",
        ],
      ];
      for (const [tags, seen] of changes) {
        const refusal = await ask(tagged(tags), { before });
        const sentence = `sessions without a user would see ${seen} (city); the limit is 0 (tagRules)`;
        assert.ok(refusal.includes(sentence), `${sentence}: ${refusal}`);
        assert.ok(!refusal.includes("all-of-it"));
      }
      const given = await ask(tagged({ customer }), { before: tagged({ customer: limited }) });
      assert.match(given, /would see all rows by another value of tag customer/);
    });

    it("may come, and get narrower, and an owner or a reader of the data source opens nothing that was closed", async () => {
      const more = { segment: { column: "segment" }, customer };
      assert.equal(await ask(tagged(more), { before }), "");
      assert.equal(await ask(tagged({ customer: { column: "city" } }), { before }), "");
      assert.equal(await ask(before, { before: tagged(undefined) }), "");
      assert.equal(await ask(tagged({ customer }, { owners: ["admin", "dev"] }), { before }), "");
      const reach = (settings: Settings) => {
        before(settings);
        settings.dataSources = { db: { ...source, viewers: ["dev"] } };
      };
      assert.equal(await ask(reach, { before }), "");
    });

    it("are missed by a data set that comes in the place of one that has them", async () => {
      const change = (settings: Settings) => {
        const { rowRules: __, columnRules: ___, ...open } = baseSet;
        settings.dataSets = { revenue: { ...open, name: "Revenue" } };
      };
      assert.match(
        await ask(change, { before }),
        /in place of data-set "Sales" .*: sessions without a user would see rows that tag customer keeps from them/,
      );
    });
  });
});
