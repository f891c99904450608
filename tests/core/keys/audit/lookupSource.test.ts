import assert from "node:assert/strict";
import { auditKeys } from "../../../../core/keys/audit/auditKeys.ts";
import { lookupSource } from "../../../../core/keys/audit/lookupSource.ts";
import { dataSetArn, event, scope } from "./events.ts";
import { startEventHistory } from "./eventHistory.ts";
import { keepEnvironment } from "../../../support/keepEnvironment.ts";

describe("the event history of CloudTrail", function () {
  this.timeout(60_000);
  keepEnvironment();
  const at = (index: number) => new Date(index * 1000).toISOString().slice(11, 19);

  it("is read by the names of events, page by page, within two calls a second, and none is lost", async () => {
    const grants = Array.from({ length: 120 }, (_, index) =>
      event({ name: "CreateGrant", at: at(index), dataSet: dataSetArn(`set-${index}`) }),
    );
    const history = await startEventHistory([...grants, event({ name: "ListKeys" })], { rate: 2 });
    Object.assign(process.env, history.environment);
    try {
      const range = { ...scope, dataSets: [dataSetArn("unused")] };
      const source = lookupSource(range, { region: "eu-west-1" });
      const audit = await auditKeys(source, new AbortController().signal);
      assert.deepEqual([audit.dataSets.size, audit.events, audit.told], [120, 120, 120]);
      assert.ok(history.refused() > 0, "the rate was never met");
      assert.deepEqual(history.asked(), [
        ...["CreateGrant", "CreateGrant", "CreateGrant", "RetireGrant", "GenerateDataKey"],
        ...["GenerateDataKeyWithoutPlaintext", "Decrypt"],
      ]);
    } finally {
      await history.close();
    }
  });

  it("is taken up where it was, when its page tokens expire while the rate holds the reading up", async () => {
    const uses = Array.from({ length: 400 }, (_, index) =>
      event({ at: at(Math.floor(index / 3)), dataSet: dataSetArn(`set-${index}`) }),
    );
    const history = await startEventHistory(uses, { expires: 2 });
    Object.assign(process.env, history.environment);
    try {
      const range = { ...scope, dataSets: [dataSetArn("never")] };
      const source = lookupSource(range, { region: "eu-west-1" });
      const audit = await auditKeys(source, new AbortController().signal);
      assert.equal(audit.dataSets.size, 400);
    } finally {
      await history.close();
    }
  });

  it("is an error where tokens expire at once, in whatever number of events there are in a second", async () => {
    const uses = Array.from({ length: 120 }, (_, index) =>
      event({ dataSet: dataSetArn(`${index}`) }),
    );
    const history = await startEventHistory(uses, { expires: 1 });
    Object.assign(process.env, history.environment);
    try {
      const range = { ...scope, dataSets: [dataSetArn("never")] };
      const source = lookupSource(range, { region: "eu-west-1" });
      const reading = auditKeys(source, new AbortController().signal);
      await assert.rejects(reading, { name: "InvalidNextTokenException" });
    } finally {
      await history.close();
    }
  });

  it("is read no further back than the last use of every data set", async () => {
    const uses = Array.from({ length: 300 }, (_, index) => event({ at: at(index) }));
    const old = event({ at: at(10), dataSet: dataSetArn("rare"), id: "rare" });
    const history = await startEventHistory([...uses, old]);
    Object.assign(process.env, history.environment);
    try {
      const read = async (...ids: string[]) => {
        const range = { ...scope, dataSets: ids.map((id) => dataSetArn(id)) };
        const source = lookupSource(range, { region: "eu-west-1" });
        return (await auditKeys(source, new AbortController().signal)).events;
      };
      assert.equal(await read("orders"), 50);
      assert.equal(await read("orders", "rare"), 300);
      assert.equal(await read("orders", "never"), 301);
    } finally {
      await history.close();
    }
  });
});
