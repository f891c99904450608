import assert from "node:assert/strict";
import { dataSourceSsl as policy } from "../../../policies/data/dataSourceSsl.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";

const type = "aws:quicksight/dataSource:DataSource";
const judge = (props: object, config?: object) =>
  validateResource(policy, { type, name: "sales", props }, config);

describe("policy data-source-ssl", () => {
  itDescribesItself(policy, {
    name: "data-source-ssl",
    description: /connects over TLS/,
    defaults: { exempt: [] },
  });

  it("passes TLS, said or not", async () => {
    assert.deepEqual(await judge({ sslProperties: { disableSsl: false } }), []);
    assert.deepEqual(await judge({}), []);
  });

  it("refuses a data source without TLS unless it is exempt", async () => {
    const props = { dataSourceId: "legacy", sslProperties: { disableSsl: true } };
    assert.deepEqual(await judge(props), [
      "sales: TLS is switched off (got sslProperties.disableSsl true); set it to false, or remove sslProperties",
    ]);
    assert.deepEqual(await judge(props, { exempt: ["other"] }), await judge(props));
    assert.deepEqual(await judge(props, { exempt: ["legacy"] }), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge({ sslProperties: { disableSsl: unknownText } }), []);
    assert.deepEqual(await judge({ sslProperties: unknownText }), []);
    const props = { dataSourceId: unknownText, sslProperties: { disableSsl: true } };
    assert.equal((await judge(props)).length, 1);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:quicksight/dataSet:DataSet", props: {} }),
      `Policy only applies to resources of type '${type}'`,
    );
  });
});
