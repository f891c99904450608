import assert from "node:assert/strict";
import { isUnused, traceDark } from "../../../../core/keys/access/dark.ts";

const arn = (resource: string) => `arn:aws:quicksight:eu-west-1:111122223333:${resource}`;
const asset = (kind: string, id: string) => ({ kind, id, name: id.toUpperCase() });
const listed = (id: string, isInSpice: boolean) => ({
  ...{ id, name: id.toUpperCase(), arn: arn(`dataset/${id}`), isInSpice },
});

describe("what goes dark with a key", () => {
  const dataSets = [
    listed("orders", true),
    listed("live", false),
    listed("sum", false),
    listed("late", true),
  ];
  const uses = new Map([
    [arn("datasource/db"), [asset("data-set", "live"), asset("data-set", "late")]],
    [
      arn("dataset/orders"),
      [asset("dashboard", "sales"), asset("analysis", "draft"), asset("data-set", "sum")],
    ],
    [arn("dataset/live"), [asset("dashboard", "ops"), asset("dashboard", "sales")]],
    [arn("dataset/sum"), [asset("topic", "ask")]],
    [arn("dataset/late"), [asset("dashboard", "open")]],
  ]);
  const trace = (...encrypted: string[]) => {
    const found = traceDark({ encrypted: encrypted.map(arn), others: [], dataSets, uses });
    return Object.fromEntries(
      Object.entries(found).map(([name, list]) => [
        name,
        list.map((one) => (typeof one === "string" ? one.split(":").at(-1) : one.id)),
      ]),
    );
  };

  it("is a data set in SPICE, and what shows it, also through one in direct query that is made of it", () => {
    assert.deepEqual(trace("dataset/orders"), {
      ...{ dataSets: ["orders"], dataSources: [], directDataSets: ["sum"], stale: [] },
      ...{ dashboards: ["sales"], analyses: ["draft"], topics: ["ask"], reports: [], others: [] },
    });
  });

  it("is a source's credentials: what asks it directly closes, what is in SPICE only cannot be loaded", () => {
    assert.deepEqual(trace("datasource/db"), {
      ...{ dataSets: [], dataSources: ["db"], directDataSets: ["live"], stale: ["late"] },
      ...{ dashboards: ["ops", "sales"], analyses: [], topics: [], reports: [], others: [] },
    });
  });

  it("names each once, and whatever else is encrypted by what it is", () => {
    const found = trace("dataset/orders", "datasource/db", "report/weekly", "dataset/gone");
    assert.deepEqual(found["dashboards"], ["sales", "ops"]);
    assert.deepEqual(found["reports"], ["report/weekly"]);
    assert.deepEqual(found["dataSets"], ["orders"], "a grant outlived what it was for");
  });

  it("is nothing for a key without uses", () => {
    const traced = traceDark({ encrypted: [], others: ["rds"], dataSets, uses });
    const more = { isRegistered: false, isDefault: false, tenants: [], unknown: [] };
    assert.equal(isUnused({ ...traced, ...more }), true);
  });
});
