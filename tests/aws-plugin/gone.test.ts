import assert from "node:assert/strict";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createContexts } from "../../local/aws-plugin/context.ts";
import { deleteResource, readResource } from "../../local/aws-plugin/lifecycle.ts";
import { findResource, servedTypes } from "../../local/aws-plugin/registry.ts";
import { readSettings } from "../../local/aws-plugin/settings.ts";

/** What AWS answers to every call. */
interface Refusal {
  readonly name: string;
  readonly message: string;
}

const target = { rule: "keys", targetId: "topic" };
const workgroup = "aws:athena/workgroup:Workgroup";
const query = "aws:athena/namedQuery:NamedQuery";
const eventTarget = "aws:cloudwatch/eventTarget:EventTarget";
const invalid = (message: string) => ({ name: "InvalidRequestException", message });

/** Refusals that say that it is not there, and those that say something else. */
const cases: readonly (readonly [type: string, refusal: Refusal, gone: boolean])[] = [
  [workgroup, invalid("WorkGroup audits is not found."), true],
  [workgroup, invalid("WorkGroup audits is not empty"), false],
  [workgroup, invalid("Can not use Athena in this Region"), false],
  [query, invalid("NamedQuery audits does not exist"), true],
  [query, invalid("NamedQueryId has an invalid format"), false],
  [eventTarget, { name: "ResourceNotFoundException", message: "Rule keys does not exist" }, true],
  [eventTarget, { name: "ValidationException", message: "1 validation error detected" }, false],
];

describe("local aws plugin, of what may be gone", () => {
  let server: Server;
  let refusal: Refusal;
  before(async () => {
    server = createServer((request, response) => {
      request.resume().on("end", () => {
        response.writeHead(400, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify({ __type: refusal.name, message: refusal.message }));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const open = async (type: string) => {
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const settings = readSettings({
      ...{ region: "eu-west-1", accessKey: "111122223333", secretKey: "test" },
      endpoints: [{ athena: url, eventbridge: url }],
    });
    return { resource: await findResource(type), name: "x", context: createContexts(settings)() };
  };

  for (const [type, said, gone] of cases) {
    it(`${gone ? "takes for gone" : "fails, and forgets nothing,"} of which AWS says ${said.name}: ${said.message} (${type})`, async () => {
      refusal = said;
      const calls = [
        async () => readResource(await open(type), "audits", target),
        async () => deleteResource(await open(type), "audits", target),
      ];
      for (const call of calls) {
        if (gone) assert.equal(await call(), undefined);
        else await assert.rejects(call, (error: Error) => error.message.includes(said.message));
      }
    });
  }

  it("takes nothing for gone by a name of errors that other mistakes have too", async () => {
    for (const type of servedTypes) {
      const { notFound } = await findResource(type);
      const names = notFound.filter((one) => typeof one === "string");
      assert.deepEqual(
        names.filter((name) => !/NotFound|NoSuch|DoesNotExist|NonExistent/.test(name)),
        [],
        type,
      );
    }
  });
});
