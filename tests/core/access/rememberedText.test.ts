import assert from "node:assert/strict";
import fc from "fast-check";
import { formatAccess } from "../../../core/access/accessText.ts";
import {
  formatRemembered,
  parseRemembered,
  rememberedIn,
} from "../../../core/access/rememberedText.ts";

describe("what names in access meant, as text", () => {
  it("is read as it was written, whatever names hold", () => {
    const text = fc.string({ unit: "binary" });
    const entry = fc.tuple(fc.constantFrom("dashboard", "data-set"), text, text);
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        const remembered = new Map(entries.map(([kind, name, id]) => [`${kind}\n${name}`, id]));
        assert.deepEqual(
          new Map([...parseRemembered(formatRemembered(remembered))].sort()),
          new Map([...remembered].sort()),
        );
      }),
    );
  });

  it("of a state that has none comes from its grants, without names of two assets", () => {
    const grants = [
      ["d1", "Sales"],
      ["d2", "Costs"],
      ["d3", "Costs"],
    ].map(([id = "", name = ""]) => ({
      ...{ group: "g", level: "viewer" as const, asset: { kind: "dashboard", id, name } },
    }));
    assert.deepEqual([...rememberedIn(formatAccess(grants))], [["dashboard\nSales", "d1"]]);
  });
});
