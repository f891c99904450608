import assert from "node:assert/strict";
import { factKey } from "../../../../core/reports/changes/fact.ts";
import { personFact } from "../../../../core/reports/changes/factsOf.ts";
import { findOrigins } from "../../../../core/reports/history/findOrigins.ts";
import { storeSnapshot } from "../../../../core/reports/snapshotObject.ts";
import { writeReports } from "../../../../core/reports/writeReports.ts";
import { memoryReports } from "../../../support/memoryReports.ts";
import { person, snapshotOf } from "../../explain/explained.ts";

const [noon, one] = ["2026-11-30T12:00:00.000Z", "2026-11-30T13:00:00.000Z"] as const;

describe("how something came to be so", () => {
  for (const group of ["usa", "=cmd()", "u\u202esa", 'a,"b"\n']) {
    it(`is found whatever characters are in a name: ${JSON.stringify(group)}`, async () => {
      let clock = Date.parse(noon);
      const store = memoryReports(() => clock);
      await storeSnapshot(store, { ...snapshotOf([person("ana")], []), at: noon });
      await writeReports(store);
      clock = Date.parse(one);
      await storeSnapshot(store, { ...snapshotOf([person("ana", group)], []), at: one });
      await writeReports(store);
      const fact = personFact("default", "quicksight-fed-users/ana@x.com", "group", group);
      const origins = await findOrigins(store, [fact], one);
      assert.equal(origins.get(factKey(fact))?.at, one);
    });
  }
});
