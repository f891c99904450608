import assert from "node:assert/strict";
import fc from "fast-check";
import { dataSourceSsl as policy } from "../../../policies/data/dataSourceSsl.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped, yes } from "../support/wrap.ts";

const type = "aws:quicksight/dataSource:DataSource";
const off = { dataSourceId: "legacy", sslProperties: { disableSsl: true } };
const judge = (props: object) => judgeAll(policy, [{ type, name: "sales", props }]);

describe("policy data-source-ssl", () => {
  itDescribesItself(policy, {
    name: "data-source-ssl",
    description: /connects over TLS/,
    defaults: { exempt: [] },
  });
  itTakesExemptions(policy, [{ type, name: "sales", props: off }]);
  itTakesExemptions(policy, [{ type, name: "sales", props: off }]);

  it("passes TLS, said or not", async () => {
    assert.deepEqual(await judge({ sslProperties: { disableSsl: false } }), []);
    assert.deepEqual(await judge({ sslProperties: { disableSsl: "false" } }), []);
    assert.deepEqual(await judge({ sslProperties: null }), []);
    assert.deepEqual(await judge({}), []);
  });

  it("refuses a data source without TLS", async () => {
    assert.deepEqual(await judge(off), [
      "sales: TLS is switched off (got sslProperties.disableSsl true); set it to false, or remove sslProperties",
    ]);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge({ sslProperties: { disableSsl: unknownText } }), []);
    assert.deepEqual(await judge({ sslProperties: unknownText }), []);
    const props = { dataSourceId: unknownText, sslProperties: { disableSsl: true } };
    assert.equal((await judge(props)).length, 1);
  });

  it("refuses it however it is written", async () => {
    const violating = yes.chain((disableSsl) =>
      wrapped(alike({
        ...{ type, native: "AWS::QuickSight::DataSource", name: "sales" },
        props: { dataSourceId: "sales", sslProperties: { disableSsl } },
      })),
    );
    await fc.assert(
      fc.asyncProperty(violating, async (resource) => {
        assert.equal((await judgeAll(policy, [resource])).length, 1);
      }),
    );
  });

  it("refuses what a template says with a parameter", async () => {
    const templateBody = JSON.stringify({
      Parameters: { Plain: { Type: "String", Default: "false" } },
      Resources: {
        Sales: {
          Type: "AWS::QuickSight::DataSource",
          Properties: { SslProperties: { DisableSsl: { Ref: "Plain" } } },
        },
      },
    });
    const stack = { type: "aws:cloudformation/stack:Stack", name: "data" };
    const judged = (parameters?: object) =>
      judgeAll(policy, [{ ...stack, props: { templateBody, parameters } }]);
    assert.deepEqual(await judged(), []);
    assert.deepEqual(await judged({ Plain: "true" }), [
      "data/Sales: TLS is switched off (got sslProperties.disableSsl true); set it to false, or remove sslProperties",
    ]);
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:quicksight/dataSet:DataSet", props: {} }),
      "data-source-ssl has nothing to say of aws:quicksight/dataSet:DataSet",
    );
  });
});
