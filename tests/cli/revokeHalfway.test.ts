import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { type KeyServer, openKey, type ServedKey, startKeyServer } from "../support/keyServer.ts";
import { interruptAll, qsgov } from "./qsgov.ts";

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012";

describe("qsgov revoke, stopped or refused an answer halfway", function () {
  this.timeout(120_000);
  let server: KeyServer;
  let key: ServedKey;
  beforeEach(async () => {
    server = await startKeyServer();
    key = openKey();
    server.keys.set(keyArn, key);
  });
  afterEach(() => {
    server.close();
  });
  const run = (command: string, more: readonly string[]) =>
    qsgov([command, keyArn, "--reason", "a drill", ...more], {
      environment: { ...server.environment, AWS_REGION: "eu-west-1" },
    });
  const approve = async (command: string, more: readonly string[] = []) => {
    const { stdout } = await run(command, more);
    return run(command, [
      ...more,
      "--approve",
      /(?:--approve |"hash": ")(\w{12})/.exec(stdout)?.[1] ?? "",
    ]);
  };

  it("ends with 5 where it is stopped while it waits for another run, and has written nothing", async () => {
    const held = { owner: "qsgov revoke by eve", since: "2026-11-29T10:00:00.000Z", id: "eve" };
    const Body = JSON.stringify({ ...held, leaseMs: 1_800_000, revision: 1, ledger: {} });
    server.put("locks/@key-access.json", Body);
    for (const more of [[], ["--json"]]) {
      const ended = run("revoke", more);
      const lock = () => server.requests.filter((one) => one.includes("@key-access")).length;
      for (const before = lock(); lock() < before + 2;) await sleep(50);
      interruptAll();
      const { code, stdout, stderr } = await ended;
      assert.equal(code, 5, stdout + stderr);
      assert.match(stderr, /^qsgov: the run was stopped by SIGINT; nothing was written$/m);
      if (more.length > 0)
        assert.match(stdout, /"error": "the run was stopped by SIGINT; nothing was written"/);
    }
    assert.equal(key.state, "Enabled");
  });

  it("says what is done where it cannot look at the key afterwards, and ends with 4", async () => {
    server.refuse = (call) => {
      const isDone = [...server.objects.keys()].some((name) => name.startsWith("keys/access/"));
      return call === "DescribeKey" && isDone ? "AccessDeniedException" : undefined;
    };
    const { code, stdout, stderr } = await approve("revoke");
    assert.equal(key.state, "Disabled");
    assert.equal(code, 4, stdout + stderr);
    assert.match(stdout, /^access is revoked; written down in s3:\/\/.*\.json/m);
    assert.match(stderr, /revoke: how the key is now cannot be read \(AccessDeniedException: no\)/);
    server.objects.clear();
    const json = await approve("restore", ["--json"]);
    assert.equal(json.code, 4, json.stdout + json.stderr);
    const { done, unproved } = JSON.parse(json.stdout) as { done: object[]; unproved: string };
    assert.equal(done.length, 2);
    assert.match(unproved, /how the key is now cannot be read/);
  });
});
