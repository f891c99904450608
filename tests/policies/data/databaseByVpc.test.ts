import assert from "node:assert/strict";
import fc from "fast-check";
import { databaseByVpc as policy } from "../../../policies/data/databaseByVpc.ts";
import { unknownText, validateResource } from "../support/host.ts";
import { judge as judgeAll } from "../support/judge.ts";
import { itDescribesItself } from "../support/itDescribesItself.ts";
import { itTakesExemptions } from "../support/itTakesExemptions.ts";
import { alike, wrapped } from "../support/wrap.ts";

const type = "aws:quicksight/dataSource:DataSource";
const native = "AWS::QuickSight::DataSource";
const vpcConnectionProperties = {
  vpcConnectionArn: "arn:aws:quicksight:eu-west-1:111122223333:vpcConnection/sales",
};
const at = (host: unknown) => ({ type: "POSTGRESQL", parameters: { postgresql: { host } } });
const judge = (props: object, config?: object) =>
  judgeAll(policy, [{ type, name: "sales", props }], config);
const todo = "set vpcConnectionProperties.vpcConnectionArn";

describe("policy database-by-vpc", () => {
  itDescribesItself(policy, {
    name: "database-by-vpc",
    description: /private network by a VPC connection/,
    defaults: {
      hosts: ["localhost", "*.internal", "*.intranet", "*.local", "*.lan", "*.corp", "*.home.arpa"],
      types: [],
      exempt: [],
    },
  });
  itTakesExemptions(policy, [{ type, name: "sales", props: at("10.0.0.5") }]);

  it("passes public hosts, and private ones by a VPC connection", async () => {
    for (const host of ["sales.db.oktank.com", "203.0.113.7", "172.32.0.1", "100.128.0.1", "db"]) {
      assert.deepEqual(await judge(at(host)), []);
    }
    assert.deepEqual(await judge({ ...at("10.0.0.5"), vpcConnectionProperties }), []);
    assert.deepEqual(await judge({ type: "ATHENA" }), []);
  });

  it("refuses private hosts without one", async () => {
    assert.deepEqual(await judge(at("db.sales.internal")), [
      `sales: the database is reached from the internet (got host db.sales.internal); ${todo}`,
    ]);
    for (const host of ["192.168.1.1", "172.16.0.9", "100.64.0.1", "127.0.0.1", "fd12:3456::1", "DB.LOCAL."]) {
      assert.equal((await judge(at(host))).length, 1, host);
    }
    const none = { vpcConnectionProperties: { vpcConnectionArn: "" } };
    assert.equal((await judge({ ...at("10.0.0.5"), ...none })).length, 1);
  });

  it("asks for one of the configured hosts and types", async () => {
    const config = { hosts: ["*.oktank.com"], types: ["POSTGRES*"] };
    assert.deepEqual(await judge(at("sales.oktank.com"), config), [
      `sales: the database is reached from the internet (got host sales.oktank.com); ${todo}`,
    ]);
    assert.deepEqual(await judge(at("db"), config), [
      `sales: the database is reached from the internet (got type POSTGRESQL); ${todo}`,
    ]);
    assert.deepEqual(await judge({ ...at("db"), vpcConnectionProperties }, config), []);
  });

  it("bears what is not known yet, and refuses what is known beside it", async () => {
    assert.deepEqual(await judge(at(unknownText)), []);
    const unknown = { vpcConnectionProperties: { vpcConnectionArn: unknownText } };
    assert.deepEqual(await judge({ ...at("10.0.0.5"), ...unknown }), []);
    assert.equal((await judge({ ...at("10.0.0.5"), credentials: unknownText })).length, 1);
  });

  it("refuses it however it is written", async () => {
    await fc.assert(
      fc.asyncProperty(
        wrapped(alike({ type, native, name: "sales", props: at("10.0.0.5") })),
        async (resource) => {
          assert.equal((await judgeAll(policy, [resource])).length, 1);
        },
      ),
    );
  });

  it("does not apply to other types", async () => {
    assert.equal(
      await validateResource(policy, { type: "aws:s3/bucket:Bucket", props: {} }),
      "database-by-vpc has nothing to say of aws:s3/bucket:Bucket",
    );
  });
});
