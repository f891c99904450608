import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { loadModel } from "../../local/simulator/model/loadModel.ts";
import { compileApi } from "../../local/simulator/model/compileApi.ts";
import { operations } from "../../local/simulator/operations/operations.ts";
import { simulated } from "./support/simulated.ts";

const signed =
  "AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/quicksight/aws4_request, " +
  "SignedHeaders=host, Signature=0";

describe("simulator: the API model", () => {
  const { url } = simulated();
  const call = async (method: string, path: string, body?: string, authorization = signed) => {
    const response = await fetch(url() + path, {
      method,
      ...(authorization !== "" && { headers: { authorization } }),
      ...(body !== undefined && { body }),
    });
    return {
      status: response.status,
      type: response.headers.get("x-amzn-errortype"),
      requestId: response.headers.get("x-amzn-requestid"),
      body: (await response.json()) as Record<string, unknown>,
    };
  };
  const inputProblem = async (method: string, path: string, body?: string): Promise<unknown> => {
    const answer = await call(method, path, body);
    assert.equal(answer.status, 400);
    assert.equal(answer.type, "ValidationException");
    return answer.body["Message"];
  };

  it("routes every operation of the API to itself", () => {
    const { route } = compileApi();
    const models = Object.values(loadModel().operations);
    assert.ok(models.length >= 301, `the model has ${models.length} operations`);
    for (const { name, http } of models) {
      const path = http.requestUri.replaceAll(/\{[^}]+\}/g, "some%2Fvalue");
      const found = route(http.method, path);
      assert.equal(found?.target.name, name, `${http.method} ${path}`);
      assert.ok(found.labels.every((label) => label === "some/value"));
    }
  });

  it("has behaviour only for operations that the API has", () => {
    const { operations: known } = compileApi();
    for (const name of operations.keys()) {
      assert.ok(known.has(name), name);
    }
  });

  it("has the README list every operation of the API, those with behaviour and those without", async () => {
    const readme = await readFile("local/simulator/README.md", "utf8");
    const { operations: known } = compileApi();
    const names = [...known.keys()].toSorted();
    const listed = (title: RegExp) => {
      const [, count, text = ""] =
        new RegExp(`^### (\\d+) ${title.source}\n([^#]*)`, "m").exec(readme) ?? [];
      return [count, text.match(/\w+/g)];
    };
    const having = names.filter((name) => operations.has(name));
    const lacking = names.filter((name) => !operations.has(name));
    assert.deepEqual(listed(/with behaviour/), [String(having.length), having]);
    assert.deepEqual(listed(/that this simulator does not have/), [
      String(lacking.length),
      lacking,
    ]);
    assert.match(readme, new RegExp(`^The model has ${names.length} operations\\.`, "m"));
  });

  it("refuses an operation without behaviour by name, with an error that is none of AWS's", async () => {
    const { status, type, body } = await call("GET", "/accounts/111122223333/brands");
    assert.equal(status, 501);
    assert.equal(type, "NotSimulatedException");
    assert.equal(
      body["Message"],
      "This simulator does not have ListBrands, which AWS has: its README lists the operations that it has.",
    );
    assert.equal(compileApi().errorStatus.has("NotSimulatedException"), false);
  });

  it("checks the input of an operation without behaviour", async () => {
    assert.equal(
      await inputProblem("POST", "/accounts/111122223333/topics", "{}"),
      "2 validation errors detected: " +
        "Value null at 'topicId' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'topic' failed to satisfy constraint: Member must not be null",
    );
  });

  it("answers UnknownOperationException for what the API does not have", async () => {
    for (const path of ["/accounts/111122223333/nonsense", "/", "/accounts"]) {
      const { status, type } = await call("GET", path);
      assert.deepEqual([status, type], [404, "UnknownOperationException"]);
    }
  });

  it("gives every error a type, a message and a request id, in headers and body", async () => {
    const path = "/accounts/111122223333/namespaces/acme";
    const { status, type, requestId, body } = await call("GET", path);
    assert.equal(status, 404);
    assert.equal(type, "ResourceNotFoundException");
    assert.deepEqual(body, {
      __type: "ResourceNotFoundException",
      Message:
        "Namespace acme not found in account 111122223333. AWS account ID: 111122223333, Namespace: acme.",
      RequestId: requestId,
      ResourceType: "NAMESPACE",
    });
  });

  const unsigned: [string, string, number, string][] = [
    ["an unsigned request", "", 403, "MissingAuthenticationTokenException"],
    ["another kind of signature", "Basic dGVzdA==", 400, "IncompleteSignatureException"],
    [
      "a signature for another service",
      signed.replace("quicksight", "iam"),
      403,
      "InvalidSignatureException",
    ],
  ];
  for (const [what, authorization, status, type] of unsigned) {
    it(`refuses ${what}`, async () => {
      const path = "/accounts/111122223333/namespaces";
      const answer = await call("GET", path, undefined, authorization);
      assert.deepEqual([answer.status, answer.type], [status, type]);
    });
  }

  it("refuses a body that is not a JSON object", async () => {
    const path = "/accounts/111122223333/namespaces/default/groups";
    for (const body of ["{", "[]", "7"]) {
      assert.match(String(await inputProblem("POST", path, body)), /request body is not/);
    }
  });

  it("names the member whose type is wrong, and never repeats a password", async () => {
    const message = await inputProblem(
      "POST",
      "/accounts/111122223333/data-sources",
      JSON.stringify({
        DataSourceId: "a",
        Name: 7,
        Type: "POSTGRES",
        Credentials: { CredentialPair: { Username: "u", Password: "secret-secret".repeat(100) } },
      }),
    );
    assert.equal(
      message,
      "3 validation errors detected: " +
        "Value at 'name' failed to satisfy constraint: Member must be a string; " +
        `Value 'POSTGRES' at 'type' failed to satisfy constraint: ${enumOf("DataSourceType")}; ` +
        "Value at 'credentials.credentialPair.password' failed to satisfy constraint: " +
        "Member must have length less than or equal to 1024",
    );
  });

  it("says of the keys of a map and of the elements of a list what all of them must be, as AWS does", async () => {
    const path = "/accounts/111122223333/data-sets";
    const dataSet = { DataSetId: "a", Name: "a", ImportMode: "SPICE" };
    const body = { ...dataSet, PhysicalTableMap: { table_map1: {}, table_map2: {} } };
    assert.equal(
      await inputProblem("POST", path, JSON.stringify(body)),
      "1 validation error detected: Value '{table_map1=com.amazonaws.services.quicksight.PhysicalTable@0, " +
        "table_map2=com.amazonaws.services.quicksight.PhysicalTable@0}' at 'physicalTableMap' failed to " +
        "satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal " +
        "to 64, Member must have length greater than or equal to 1, Member must satisfy regular expression " +
        "pattern: [0-9a-zA-Z-]*]",
    );
    const grant = { Principal: "", Actions: ["quicksight:DescribeDataSet"] };
    const granted = { ...dataSet, PhysicalTableMap: {}, Permissions: [grant] };
    assert.match(
      String(await inputProblem("POST", path, JSON.stringify(granted))),
      /^1 validation error detected: Value '' at 'permissions\.1\.member\.principal' .* equal to 1$/,
    );
    const tags = `/resources/${encodeURIComponent("arn:aws:quicksight:eu-west-1:111122223333:x")}/tags`;
    assert.match(
      String(await inputProblem("DELETE", `${tags}?keys=a&keys=`)),
      /Value '\[a, \]' at 'tagKeys' .*: Member must satisfy constraint: \[Member must have length less/,
    );
  });

  it("takes exactly one member of a union", async () => {
    const path = "/accounts/111122223333/identity-context";
    const user = { UserName: "ana", Email: "ana@x.com" };
    for (const UserIdentifier of [{}, user]) {
      assert.match(
        String(await inputProblem("POST", path, JSON.stringify({ UserIdentifier }))),
        /'userIdentifier' .* Exactly one of \[.*UserName.*\] must be set/,
      );
    }
  });

  it("takes only one member of what the documentation calls a union", async () => {
    const source = (DataSourceParameters: object) =>
      JSON.stringify({ DataSourceId: "a", Name: "a", Type: "ATHENA", DataSourceParameters });
    const path = "/accounts/111122223333/data-sources";
    const parameters = { AthenaParameters: {}, TwitterParameters: { Query: "q", MaxRows: 1 } };
    const both = await call("POST", path, source(parameters));
    assert.deepEqual([both.status, both.type], [400, "InvalidParameterValueException"]);
    assert.match(
      String(both.body["Message"]),
      /Only one of \[.*AthenaParameters.*\] must be set at 'dataSourceParameters'/,
    );
    const { type } = await call("POST", path, source({ AthenaParameters: {} }));
    assert.notEqual(type, "InvalidParameterValueException");
  });

  it("takes null for absent and ignores members that the API does not know", async () => {
    const path = "/accounts/111122223333/namespaces/default/groups";
    const group = { GroupName: "critical", Description: null, Colour: "red" };
    const { status, body } = await call("POST", path, JSON.stringify(group));
    assert.equal(status, 201);
    assert.equal((body["Group"] as Record<string, unknown>)["GroupName"], "critical");
  });

  it("refuses a path that is not properly percent-encoded", async () => {
    const path = "/accounts/111122223333/namespaces/default/groups/%E0%A4%A";
    assert.match(String(await inputProblem("GET", path)), /percent-encoded/);
  });

  it("finds what contradicts the model in its own answers", () => {
    const check = compileApi().operations.get("ListUsers");
    assert.deepEqual(
      check?.checkOutput({ UserList: [{ Role: "OWNER", Colour: "red" }], Status: 200 }),
      [
        `Value 'OWNER' at 'userList.1.member.role' failed to satisfy constraint: ${enumOf("UserRole")}`,
        "Value 'com.amazonaws.services.quicksight.User@0' at 'userList.1.member' " +
          "failed to satisfy constraint: Member Colour is not in the API model",
      ],
    );
  });

  it("says how to get the model when it is missing", () => {
    assert.throws(
      () => loadModel("/nowhere/service-2.json.gz"),
      /not found \(\/nowhere\/service-2\.json\.gz\); run `bash local\/setup\.sh true`/,
    );
  });
});

function enumOf(shape: string): string {
  return `Member must satisfy enum value set: [${loadModel().shapes[shape]?.enum?.join(", ") ?? ""}]`;
}
