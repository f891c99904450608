import assert from "node:assert/strict";
import { describeReady, judgeDataSource } from "../../../core/data/judgeDataSource.ts";

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}`;
const wanted = describeReady(arn("db-a1b2c3"));
const sales = { displayName: "Sales", wanted };
const Status = "UPDATE_SUCCESSFUL" as const;

describe("where a data source stands", () => {
  it("is where it should when QuickSight can use it with the declared secret", () => {
    const done = { is: "done", text: wanted, mark: "" };
    assert.deepEqual(judgeDataSource({ Status, SecretArn: arn("db-a1b2c3") }, sales), done);
    // QuickSight was given one or the other.
    assert.deepEqual(judgeDataSource({ Status, SecretArn: arn("db") }, sales), done);
  });

  it("is wrong with a secret whose name only begins or ends like the declared one", () => {
    for (const other of ["db-reader", "db-d4e5f6", "db-reader-a1b2c3"]) {
      const { is } = judgeDataSource({ Status, SecretArn: arn(other) }, sales);
      assert.equal(is, "wrong", other);
    }
    const partial = { ...sales, wanted: describeReady(arn("db-reader")) };
    assert.equal(judgeDataSource({ Status, SecretArn: arn("db-a1b2c3") }, partial).is, "wrong");
    assert.equal(judgeDataSource({ Status, SecretArn: arn("db-reader-a1b2c3") }, partial).is, "done");
  });

  it("asks for no secret where none is declared", () => {
    const file = { displayName: "File", wanted: describeReady(undefined) };
    assert.equal(judgeDataSource({ Status }, file).is, "done");
  });

  it("is wrong with another secret, or with none, and names both", () => {
    const other = judgeDataSource({ Status, SecretArn: arn("other-d4e5f6") }, sales);
    assert.equal(other.text, describeReady(arn("other-d4e5f6")));
    assert.match(
      other.problem ?? "",
      /data source Sales: it has secret \S+other-d4e5f6 in place of \S+db-a1b2c3: somebody replaced it/,
    );
    const none = judgeDataSource({ Status }, sales);
    assert.deepEqual([none.is, none.text], ["wrong", "ready, no secret"]);
  });

  it("is wrong when QuickSight cannot use it, with its error and what to do", () => {
    const ErrorInfo = { Type: "ACCESS_DENIED", Message: "no" } as const;
    for (const status of ["CREATION_FAILED", "UPDATE_FAILED"] as const) {
      const { is, text, problem } = judgeDataSource({ Status: status, ErrorInfo }, sales);
      assert.deepEqual([is, text], ["wrong", `${status} ACCESS_DENIED no`]);
      assert.match(problem ?? "", /data source Sales: QuickSight cannot use it .*account\.secrets/);
    }
  });

  it("names another secret also where that is why QuickSight cannot use it", () => {
    const SecretArn = arn("other-d4e5f6");
    const ErrorInfo = { Type: "ACCESS_DENIED" } as const;
    const { text, problem } = judgeDataSource({ Status: "UPDATE_FAILED", ErrorInfo, SecretArn }, sales);
    assert.equal(text, `UPDATE_FAILED ACCESS_DENIED, secret ${SecretArn}`);
    assert.match(problem ?? "", /cannot use it \(ACCESS_DENIED\).*; it has secret/);
  });

  it("is in work while QuickSight tries it", () => {
    assert.equal(judgeDataSource({ Status: "UPDATE_IN_PROGRESS" }, sales).is, "running");
  });
});
