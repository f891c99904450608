import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { withDeny } from "../../core/keys/access/denyStatements.ts";
import { findRevoked } from "../../stacks/findRevoked.ts";
import type { StackResources } from "../../stacks/readState.ts";
import { type KeyServer, openKey, startKeyServer } from "../support/keyServer.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const region = "eu-west-1";
const arn = (id: string) => `arn:aws:kms:${region}:111122223333:key/${id}`;
const made = (name: string): StackResources => ({
  [`urn:pulumi:dev::quicksight-governance::aws:kms/key:Key::keys-${name}`]: {
    type: "aws:kms/key:Key",
    outputs: { arn: arn(name), keyId: name },
  },
});
const key = { default: true, rotationDays: 365 };
const tag = "revoked by deny 2026-03-01T09:00:00.000Z arn:aws:iam::111122223333:user/ana - leak";

/** An update declares a key's policy and tags: what it does not know of, it takes away. */
describe("what revoking has left on the keys of an account stack", () => {
  let server: KeyServer;
  let warnings: string[];
  const { warn } = pulumi.log;
  keepEnvironment();
  const mocked = (isPreview: boolean) =>
    pulumi.runtime.setMocks(
      {
        newResource: ({ name }) => ({ id: name, state: {} }),
        call: ({ inputs }) => inputs as object,
      },
      "quicksight-governance",
      "test",
      isPreview,
    );
  before(async () => {
    server = await startKeyServer();
    Object.assign(process.env, server.environment);
    pulumi.log.warn = (message: string) => {
      warnings.push(message);
      return Promise.resolve();
    };
  });
  beforeEach(() => {
    warnings = [];
    server.keys.clear();
    server.refuse = () => undefined;
    const revoked = openKey();
    revoked.policy = withDeny(revoked.policy, region);
    revoked.tags.set("quicksight-governance:access", tag);
    server.keys.set(arn("main"), revoked);
  });
  after(async () => {
    pulumi.log.warn = warn;
    server.close();
    await mocked(false);
  });
  const find = (keys: object = { main: key }) =>
    findRevoked(made("main"), { keys: keys as never }, { region });

  it("is declared as it is found, and named", async () => {
    await mocked(false);
    assert.deepEqual(await find(), { main: { isDenied: true, tag } });
    assert.match(warnings.join("\n"), /main: access is revoked: deny, .*user\/ana: leak/);
  });

  for (const call of ["DescribeKey", "GetKeyPolicy", "ListResourceTags"]) {
    it(`ends an update where ${call} fails: it would open the key unasked`, async () => {
      server.refuse = (asked) => (asked === call ? "AccessDeniedException" : undefined);
      await mocked(false);
      await assert.rejects(find(), {
        message: `account.keys.main: whether it is revoked cannot be found out (AccessDeniedException: no); allow kms:DescribeKey, kms:GetKeyPolicy and kms:ListResourceTags on ${arn("main")}. Nothing was written.`,
      });
      await mocked(true);
      assert.deepEqual(await find(), {}, "a preview goes on");
      assert.match(warnings.join("\n"), /whether it is revoked cannot be found out/);
    });
  }

  it("is not said of an open key with a tag that nothing here wrote: it stays, and is named", async () => {
    const open = openKey();
    open.tags.set("quicksight-governance:access", "ask the data team");
    server.keys.set(arn("main"), open);
    await mocked(false);
    assert.deepEqual(await find(), { main: { isDenied: false, tag: "ask the data team" } });
    assert.deepEqual(warnings, [
      `account.keys.main: its tag quicksight-governance:access says "ask the data team", which nothing here wrote; it stays, and the next revocation takes its place (${arn("main")})`,
    ]);
  });

  it("is found of a key that nobody can use or change as well", async () => {
    await mocked(false);
    const revoked = server.keys.get(arn("main"));
    assert.ok(revoked);
    for (const state of ["Unavailable", "PendingImport", "Updating"]) {
      revoked.state = state;
      assert.deepEqual(await find(), { main: { isDenied: true, tag } }, state);
    }
  });

  it("is a warning of a key that is not made here: no update writes to it", async () => {
    server.refuse = () => "AccessDeniedException";
    await mocked(false);
    assert.deepEqual(await find({ main: { ...key, arn: arn("main") } }), {});
    assert.match(warnings.join("\n"), /account.keys.main: whether it is revoked cannot be found/);
  });
});
