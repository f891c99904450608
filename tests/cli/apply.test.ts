import assert from "node:assert/strict";
import type { PlanDocument } from "../../cli/planDocument.ts";
import { interruptAll, membership, tenant, workplace } from "./qsgov.ts";

describe("qsgov apply", () => {
  const { write, run, control, simulator } = workplace();
  beforeEach(async () => {
    await write("tenant.yaml", tenant);
    await write("membership.csv", membership);
  });
  const writes = () =>
    Object.keys(simulator().calls()).filter((name) => !/^(List|Search|Describe)/.test(name));

  it("does what plan shows, groups that are missing first, and ends with 0", async () => {
    const { code, stdout, stderr } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 0);
    assert.equal(stderr, "");
    assert.match(stdout, /^\+ new people \(3\)$/m);
    assert.match(stdout, /^all 10 operations done$/m);
    assert.match(stdout, /no lock: the governance bucket is not known/);
    const { CreateGroup, RegisterUser, CreateGroupMembership } = simulator().calls();
    assert.deepEqual([CreateGroup, RegisterUser, CreateGroupMembership], [3, 3, 4]);
    assert.equal((await run("plan --tenant tenant.yaml")).code, 0);
  });

  it("writes nothing the second time", async () => {
    await run("apply --tenant tenant.yaml");
    await control("calls");
    const { code, stdout } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 0);
    assert.match(stdout, /^nothing to do; 3 people unchanged$/m);
    assert.deepEqual(writes(), []);
  });

  it("ends with 3 and writes nothing when the guard refuses, and with 0 once that plan is approved", async () => {
    await run("apply --tenant tenant.yaml");
    await write("membership.csv", "default,bi-admin,Di,di@oktank.com\n");
    await write("tenant.yaml", { ...tenant, guard: { removals: { percent: 0, atLeast: 1 } } });
    await control("calls");
    const refused = await run("apply --tenant tenant.yaml --json");
    assert.equal(refused.code, 3);
    assert.deepEqual(writes(), []);
    const document = JSON.parse(refused.stdout) as PlanDocument;
    assert.equal(document.verdict, "refused");
    assert.deepEqual([document.done, document.failed], [[], []]);
    const approved = await run(`apply --tenant tenant.yaml --approve ${document.hash}`);
    assert.equal(approved.code, 0);
    assert.match(approved.stdout, new RegExp(`the guard refused this plan, and ${document.hash}`));
    assert.equal(simulator().calls()["DeleteUser"], 3);
  });

  it("ends with 4 when a part failed, names it, and does the rest the next time", async () => {
    await control("faults", [
      { operation: "RegisterUser", nth: 1, error: "PreconditionNotMetException" },
    ]);
    const { code, stdout } = await run("apply --tenant tenant.yaml");
    assert.equal(code, 4);
    assert.match(stdout, /^\d of 10 steps failed for people of namespace default; \d are done/m);
    assert.match(stdout, /^ {2}\+ \w+@oktank\.com as \w+ \(.*\): PreconditionNotMetException/m);
    assert.equal((await run("apply --tenant tenant.yaml")).code, 0);
    assert.equal((await run("plan --tenant tenant.yaml")).code, 0);
  });

  it("stops at Ctrl-C after what is under way, and says what is left", async () => {
    const people = Array.from({ length: 300 }, (_, n) => `default,usa,p${n},p${n}@oktank.com`);
    await write("membership.csv", people.join("\n"));
    // People are being registered for as long as the signal may need; their memberships come after.
    await control("faults", [{ operation: "RegisterUser", latencyMs: 2000 }]);
    const interrupting = setInterval(() => {
      if ((simulator().calls()["RegisterUser"] ?? 0) > 0) interruptAll();
    }, 10);
    const { code, stdout } = await run("apply --tenant tenant.yaml");
    clearInterval(interrupting);
    assert.equal(code, 5);
    const [, outcome = ""] = stdout.split("the run was stopped by SIGINT");
    assert.match(outcome, /^ {2}\+ p\d+@oktank\.com into usa \(line \d+ .*\): not begun$/m);
    assert.equal(simulator().calls()["CreateGroupMembership"], undefined);
  });

  it("is one document for machines with --json, with what was done and what failed", async () => {
    await control("faults", [
      { operation: "CreateGroupMembership", nth: 1, error: "PreconditionNotMetException" },
    ]);
    const { code, stdout, stderr } = await run("apply --tenant tenant.yaml --json");
    assert.equal(code, 4);
    assert.equal(stderr, "");
    const { command, verdict, operations, done, failed } = JSON.parse(stdout) as PlanDocument;
    assert.deepEqual([command, verdict, operations.length], ["apply", "changes", 10]);
    assert.equal(done?.length, 9);
    assert.equal(failed?.length, 1);
    assert.equal(failed[0]?.operation.kind, "add-member");
    assert.match(failed[0].reason, /^PreconditionNotMetException/);
  });
});
