import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { athenaSource } from "../../../../core/keys/athena/athenaSource.ts";
import { auditKeys } from "../../../../core/keys/audit/auditKeys.ts";

const place = {
  ...{ accountId: "111122223333", region: "eu-west-1", workgroup: "audits" },
  ...{ database: "trails", table: "trail" },
};

describe("a query of Athena that nobody waits for any more", () => {
  let server: Server;
  let calls: string[];
  let startMs: number;
  beforeEach(async () => {
    calls = [];
    server = createServer((request, response) => {
      const name = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
      calls.push(name);
      const answers: Readonly<Record<string, object>> = {
        StartQueryExecution: { QueryExecutionId: "a-query" },
        GetQueryExecution: { QueryExecution: { Status: { State: "RUNNING" } } },
      };
      const answer = () => response.end(JSON.stringify(answers[name] ?? {}));
      request.resume().on("end", () => {
        response.setHeader("content-type", "application/x-amz-json-1.1");
        setTimeout(answer, name === "StartQueryExecution" ? startMs : 0);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  for (const [title, answeredAfter] of [
    ["while it runs", 0],
    ["before Athena has answered that it began", 600],
  ] as const) {
    it(`is stopped, also ${title}`, async () => {
      startMs = answeredAfter;
      const { port } = server.address() as AddressInfo;
      const credentials = { accessKeyId: "a", secretAccessKey: "b" };
      const endpoint = `http://127.0.0.1:${port}`;
      const source = athenaSource(place, { region: "eu-west-1", endpoint, credentials } as never);
      const stop = new AbortController();
      setTimeout(() => {
        stop.abort(new Error("interrupted"));
      }, 300);
      await assert.rejects(auditKeys(source, stop.signal), /interrupted/);
      assert.equal(calls[0], "StartQueryExecution");
      assert.ok(calls.includes("StopQueryExecution"), calls.join());
    });
  }
});
