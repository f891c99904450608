import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  createDecisions,
  type Decisions,
} from "../../../local/simulator/authorization/decisions.ts";

const group = (name: string) => `arn:aws:quicksight:eu-west-1:111122223333:group/default/${name}`;
const user = (name: string) => `arn:aws:quicksight::111122223333:user/${name}`;

describe("simulator: what IAM said is remembered", () => {
  let server: Server;
  let iam: object;
  let asked: string[] = [];
  let decisions: Decisions;
  before(async () => {
    server = createServer(({ url = "" }, response) => {
      const [, route = ""] = /^\/_local\/(\w+)\//.exec(url) ?? [];
      if (route === "decisions") {
        const question = Buffer.from(url.split("/").at(-1) ?? "", "base64url").toString();
        asked.push((JSON.parse(question) as { resource: string }).resource);
      }
      response.end(JSON.stringify(route === "iam" ? iam : { arn: "a", decision: "allowed" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
    // A role that people sign in with has a variable for each of them.
    iam = { revision: "1", resources: [group("*"), user("${aws:userid}")], keys: [] };
    decisions = createDecisions({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "eu-west-1",
      credentials: { accessKeyId: "111122223333", secretAccessKey: "test" },
    });
  });
  const ask = (resource: string, context: Record<string, string> = {}, accessKeyId = "AKIA1") =>
    decisions.decide({ accessKeyId, action: "quicksight:CreateGroup", resource, context });

  it("once for all that no pattern tells apart, whatever variables other policies have", async () => {
    await Promise.all(Array.from({ length: 500 }, (_, index) => ask(group(`g${index}`))));
    assert.equal(asked.length, 1);
  });

  it("for each resource that a pattern with a variable may fit", async () => {
    for (const name of ["a", "b", "a"]) await ask(user(name));
    assert.deepEqual(asked, [user("a"), user("b")]);
  });

  it("for each caller, and for each value of a key that a condition asks about", async () => {
    iam = { revision: "1", resources: ["*"], keys: ["quicksight:username"] };
    for (const name of ["ana", "bob", "ana"]) {
      await ask(group("g"), { "quicksight:UserName": name, "aws:RequestedRegion": name });
    }
    await ask(group("g"), { "quicksight:UserName": "ana" }, "AKIA2");
    assert.equal(asked.length, 3);
  });

  it("until IAM has changed", async () => {
    await ask(group("g"));
    iam = { ...iam, revision: "2" };
    await sleep(250);
    await ask(group("g"));
    await ask(group("g"));
    assert.equal(asked.length, 2);
  });
});
