import assert from "node:assert/strict";
import type { PlanDocument } from "../../cli/planDocument.ts";
import {
  dataRegion,
  groupsOn,
  makeGroups,
  shareDashboard,
  shareDataSet,
  shareWithAll,
} from "./dashboards.ts";
import { interruptAll, membership, type Outcome, tenant, workplace } from "./qsgov.ts";

const documentOf = ({ stdout }: Outcome) => JSON.parse(stdout) as PlanDocument;
const access = [{ group: "critical", dashboards: ["Sales"] }];
/** One may go, whatever there is. */
const strict = { removals: { percent: 0, atLeast: 1, atMost: 1 } };

describe("qsgov, access", () => {
  const { write, run: runIn, control, simulator } = workplace();
  const run = (args: string) => runIn(args, { AWS_REGION: dataRegion });
  const plan = (more = "") => run(`plan --tenant tenant.yaml${more}`);
  const apply = (more = "") => run(`apply --tenant tenant.yaml${more}`);
  const settle = (settings: object) => write("tenant.yaml", { ...tenant, ...settings });
  beforeEach(async () => {
    await settle({ access });
    await write("membership.csv", membership);
    await shareDashboard(simulator(), { id: "sales", name: "Sales" });
    await control("calls");
  });
  const writes = () =>
    Object.keys(simulator().calls()).filter((name) => !/^(List|Search|Describe)/.test(name));
  /** Runs with everything as it is to be, and dashboards that nobody is to open but one who may. */
  const applied = async (...shared: string[]) => {
    assert.equal((await apply()).code, 0);
    for (const id of shared) await shareDashboard(simulator(), { id }, "usa");
    await control("calls");
  };

  it("is planned after people, in a section of its own, also for groups that the same plan makes", async () => {
    const { code, stdout, stderr } = await plan();
    assert.equal(code, 2, stderr);
    assert.equal(stderr, "");
    const [people = "", section = ""] = stdout.split("\naccess to assets in eu-west-1\n");
    assert.match(people, /^\+ new groups \(3\)$/m);
    assert.match(
      section,
      /^\+ new grants \(1\)\n {2}critical {2}viewer {2}dashboard "Sales" \(sales\) {2}access names the dashboard$/m,
    );
    assert.match(section, /^1 to grant, 0 to change, 0 to revoke; 0 assets unchanged$/m);
    assert.doesNotMatch(section, /who runs this is not known/, "it is said once");
    assert.deepEqual(writes(), []);
  });

  it("is granted after the groups are made, and is what it should be the second time", async () => {
    const { code, stdout, stderr } = await apply();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^all 10 operations done\n\naccess to assets in eu-west-1$/m);
    assert.match(stdout, /^1 operation done$/m);
    assert.equal(stdout.match(/no lock: the governance bucket/g)?.length, 1);
    assert.deepEqual(await groupsOn(simulator(), "sales"), ["critical"]);
    const again = await plan();
    assert.equal(again.code, 0);
    assert.match(again.stdout, /^nothing to do; 1 asset unchanged$/m);
  });

  it("is taken where the settings do not declare it, and shown before", async () => {
    await applied("costs");
    const { stdout } = await plan();
    assert.match(
      stdout,
      /^- revoked grants \(1\)\n {2}usa {2}viewer {2}dashboard "costs" \(costs\) {2}access does not declare it$/m,
    );
    assert.equal((await apply()).code, 0);
    assert.deepEqual(await groupsOn(simulator(), "costs"), []);
  });

  it("is not governed, read or mentioned where the settings have none", async () => {
    await settle({});
    await makeGroups(simulator(), "usa");
    await shareDashboard(simulator(), { id: "costs" }, "usa");
    await control("calls");
    const { code, stdout } = await apply();
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /access|asset/);
    const names = Object.keys(simulator().calls());
    assert.deepEqual(
      names.filter((name) => /Dashboard|DataSet/.test(name)),
      [],
    );
    assert.deepEqual(await groupsOn(simulator(), "costs"), ["usa"]);
    const [people, none] = documentOf(await plan(" --json")).subjects;
    assert.equal(people?.subject, "people");
    assert.deepEqual([none?.subject, none?.verdict, none?.operations], ["access", "nothing", []]);
    const alone = await apply(" --only access");
    assert.equal(alone.code, 0);
    assert.match(alone.stdout, /^ {2}the settings give no access, so that none is governed/m);
    assert.deepEqual(await groupsOn(simulator(), "costs"), ["usa"]);
  });

  it("leaves assets that the tenant's stack declares, and what an `all` gave on data that is not in the settings any more", async () => {
    await settle({ access: [...access, { group: "usa", all: "viewer" }] });
    await makeGroups(simulator(), "usa");
    await shareDashboard(simulator(), { id: "qsgov-kpi" }, "usa");
    await shareDataSet(simulator(), "revenue", "usa");
    await applied();
    assert.deepEqual(await groupsOn(simulator(), "sales"), ["critical", "usa"]);
    await settle({ access, guard: { removals: { percent: 100 } } });
    const { operations } = documentOf(await plan(" --only access --json"));
    assert.deepEqual(
      operations.map((step) => [step.kind, "asset" in step && step.asset.id]),
      [["revoke", "sales"]],
    );
  });

  it("says that everybody opens what is shared with the whole namespace, as text and as JSON, and leaves that", async () => {
    for (const id of ["costs", "churn"]) await shareDashboard(simulator(), { id });
    for (const id of ["sales", "costs", "churn"]) await shareWithAll(simulator(), id);
    const said =
      /dashboard "Sales" \(sales\): everybody of the namespace can open it, as it is shared with the whole namespace/;
    const others = /2 assets that access does not name can be opened by everybody of the namespace/;
    const { stdout } = await plan();
    assert.match(stdout, said);
    assert.match(stdout, others);
    const { notices } = documentOf(await plan(" --json"));
    assert.match(notices.join("\n"), said);
    assert.match((await apply()).stdout, said);
    assert.equal((await plan()).code, 0);
  });

  it("meets what only the console makes: it is given like all else, and by name, but for the samples of AWS", async () => {
    for (const Kind of ["Samples", "FileSource", "PreparedDataSet", "DashboardOfAnalysis"]) {
      await control("console", { Kind, Id: `made-${Kind}`, Name: `Made ${Kind}` });
    }
    const named = { group: "critical", dashboards: ["Made DashboardOfAnalysis"] };
    await settle({ access: [named, { group: "usa", all: "viewer" }] });
    const { code, stdout, stderr } = await apply();
    assert.equal(code, 0, stderr);
    // Two dashboards, a data set and a source, and one dashboard by name.
    assert.match(stdout, /^all 5 operations done$/m);
    assert.match(stdout, /an `all` leaves out what is called as the samples of AWS: data-set "/);
    assert.deepEqual(await groupsOn(simulator(), "made-DashboardOfAnalysis"), ["critical", "usa"]);
    assert.equal((await plan()).code, 0);
  });

  it("is left with --only people, and people with --only access, which needs no membership file", async () => {
    await apply(" --only people");
    assert.deepEqual(await groupsOn(simulator(), "sales"), []);
    await write("membership.csv", "default,usa,Di,di@oktank.com\n");
    await control("calls");
    const { code, stdout, stderr } = await run(
      "apply --tenant tenant.yaml --only access --membership gone.csv",
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^namespace default of .*\n\naccess to assets in eu-west-1$/m);
    assert.deepEqual(writes(), ["UpdateDashboardPermissions"]);
    assert.equal(simulator().calls()["ListUsers"], undefined);
  });

  it("is one document with people for machines, with both hashes where both have something to do", async () => {
    const both = documentOf(await plan(" --json"));
    const [people, granted] = both.subjects;
    assert.equal(both.hash, `${people?.hash},${granted?.hash}`);
    assert.equal(both.operations.length, 11);
    assert.equal(granted?.operations.length, 1);
    assert.deepEqual([both.verdict, granted.verdict], ["changes", "changes"]);
    await apply(" --only people");
    const one = documentOf(await plan(" --json"));
    assert.equal(one.hash, one.subjects[1]?.hash);
    const done = documentOf(await apply(" --json"));
    assert.deepEqual(
      done.subjects.map((subject) => subject.done?.length),
      [0, 1],
    );
    assert.equal(done.done?.length, 1);
    const nothing = documentOf(await plan(" --json"));
    assert.equal(nothing.hash, nothing.subjects[0]?.hash);
    const alone = documentOf(await plan(" --only access --json"));
    assert.equal(alone.hash, nothing.subjects[1]?.hash);
    assert.deepEqual(
      alone.subjects.map(({ subject }) => subject),
      ["access"],
    );
  });

  it("is pinned by --expect as people are: each plan that does something", async () => {
    const { hash } = documentOf(await plan(" --json"));
    const [people = ""] = hash.split(",");
    assert.equal((await plan(` --expect ${people}`)).code, 3);
    assert.equal((await plan(` --expect ${hash}`)).code, 2);
    assert.equal((await apply(` --expect ${hash}`)).code, 0);
    // Nothing is left to do, so that nothing need be expected.
    assert.equal((await apply(` --expect ${hash}`)).code, 0);
  });

  it("is approved with people by one list of hashes", async () => {
    await applied("a", "b", "c", "d");
    await settle({ access, guard: strict });
    await write("membership.csv", "default,bi-admin,Cy,cy@oktank.com\n");
    const { code, stdout } = await plan();
    assert.equal(code, 3);
    const [, hashes = ""] = /QUICKSIGHT_GOVERNANCE_APPROVE=(\w{12},\w{12})/.exec(stdout) ?? [];
    assert.match(stdout, new RegExp(`approves exactly these plans[^]* --approve ${hashes}$`, "m"));
    assert.equal((await plan(` --approve ${hashes}`)).code, 2);
    assert.equal((await apply(` --approve ${hashes}`)).code, 0);
    assert.deepEqual(await groupsOn(simulator(), "a"), []);
    assert.equal((await plan()).code, 0);
  });

  it("is not begun when the guard refuses people, and nothing is written", async () => {
    await applied("costs");
    await settle({ access, guard: strict });
    await write("membership.csv", "default,bi-admin,Cy,cy@oktank.com\n");
    const { code, stdout } = await apply();
    assert.equal(code, 3);
    assert.match(
      stdout,
      /^access to assets in eu-west-1: not begun, as people come first, and the /m,
    );
    assert.deepEqual(writes(), []);
    const { subjects, verdict } = documentOf(await apply(" --json"));
    assert.equal(verdict, "refused");
    assert.match(subjects[1]?.notBegun ?? "", /^people come first/);
  });

  it("is refused alone with 3 when nothing was written, and with 4 once people were done", async () => {
    await applied("a", "b", "c", "d");
    await settle({ access, guard: strict });
    const refused = await apply();
    assert.equal(refused.code, 3);
    assert.match(refused.stdout, /^the guard refuses this plan for access; nothing of it was /m);
    assert.deepEqual(writes(), []);
    await write("membership.csv", `${membership}default,usa,Di,di@oktank.com\n`);
    const partly = await apply();
    assert.equal(partly.code, 4);
    assert.match(partly.stdout, /^all 2 operations done$/m);
    assert.deepEqual(writes().sort(), ["CreateGroupMembership", "RegisterUser"]);
    assert.match(partly.stdout, /npx qsgov apply --tenant .* --approve \w{12}$/m);
  });

  it("that names a dashboard which nobody knows for sure fails alone: people go on, and that group loses nothing", async () => {
    await makeGroups(simulator(), "usa", "critical");
    await shareDashboard(simulator(), { id: "copy-1", name: "Untitled" }, "usa");
    await shareDashboard(simulator(), { id: "copy-2", name: "Untitled" });
    await settle({ access: [...access, { group: "usa", dashboards: ["Untitled", "Sale"] }] });
    const planned = await plan();
    assert.equal(planned.code, 1);
    assert.match(planned.stdout, /^\+ new people \(3\)$/m);
    assert.match(
      planned.stdout,
      /^mistakes in the settings; .* \(2\)\n {2}tenant\.yaml:\d+: tenant\.access\[1\]\.dashboards\[0\]: 2 dashboards are called "Untitled" \(copy-1, copy-2\); give the id/m,
    );
    const { code, stdout } = await apply();
    assert.equal(code, 4);
    assert.match(
      stdout,
      /dashboards\[1\]: no dashboard has the name or id "Sale" \(closest: "Sales"/,
    );
    assert.deepEqual(await groupsOn(simulator(), "sales"), ["critical"]);
    assert.deepEqual(await groupsOn(simulator(), "copy-1"), ["usa"]);
    const again = await apply(" --json");
    assert.equal(again.code, 1, "nothing else was to be done");
    const { verdict, notices, subjects } = documentOf(again);
    assert.equal(verdict, "nothing");
    assert.equal(subjects[1]?.mistakes.length, 2);
    assert.match(notices.join("\n"), /2 dashboards are called "Untitled"/);
  });

  it("that AWS does not let anybody read is an error, which does not hide what was done for people", async () => {
    await control("faults", [
      { operation: "DescribeDashboardPermissions", error: "AccessDeniedException" },
    ]);
    const planned = await plan();
    assert.equal(planned.code, 1);
    assert.match(planned.stdout, /^\+ new people \(3\)$/m);
    assert.match(planned.stderr, /^qsgov: access: .*none of 1 can be read: AccessDenied.*\n$/);
    const { code, stdout, stderr } = await apply(" --json");
    assert.equal(code, 4);
    assert.match(stderr, /^qsgov: access: /);
    const { done, subjects } = documentOf({ code, stdout, stderr });
    assert.equal(done?.length, 10);
    assert.match(subjects[1]?.error ?? "", /none of 1 can be read/);
    assert.equal((await apply()).code, 1, "nothing was to be done for people");
  });

  it("is not begun when not all was done for people: who could not be taken out of a group is given nothing by it", async () => {
    await control("faults", [
      { operation: "RegisterUser", nth: 1, error: "PreconditionNotMetException" },
    ]);
    const { code, stdout } = await apply();
    assert.equal(code, 4);
    assert.match(
      stdout,
      /^access to assets in eu-west-1: not begun, as people come first, and not /m,
    );
    assert.deepEqual(await groupsOn(simulator(), "sales"), []);
    assert.equal((await apply()).code, 0);
    assert.deepEqual(await groupsOn(simulator(), "sales"), ["critical"]);
  });

  it("names every step that failed, and ends with 4", async () => {
    await control("faults", [
      { operation: "UpdateDashboardPermissions", error: "PreconditionNotMetException" },
    ]);
    const { code, stdout } = await apply();
    assert.equal(code, 4);
    assert.match(stdout, /^1 of 1 steps failed for access of namespace default; 0 are done/m);
  });

  it("is not begun after Ctrl-C among people, and says so", async () => {
    await control("faults", [{ operation: "RegisterUser", latencyMs: 1500 }]);
    const interrupting = setInterval(() => {
      if ((simulator().calls()["RegisterUser"] ?? 0) > 0) interruptAll();
    }, 10);
    const { code, stdout } = await apply();
    clearInterval(interrupting);
    assert.equal(code, 5);
    assert.match(
      stdout,
      /^access to assets in eu-west-1: not begun, as the run was stopped by SIGINT; run it again/m,
    );
    assert.equal(simulator().calls()["DescribeDashboardPermissions"], undefined);
  });

  it("stops at Ctrl-C in its own run, and says in the document what was done for people", async () => {
    await control("faults", [{ operation: "DescribeDashboardPermissions", latencyMs: 2000 }]);
    const interrupting = setInterval(() => {
      if ((simulator().calls()["DescribeDashboardPermissions"] ?? 0) > 0) interruptAll();
    }, 10);
    const outcome = await apply(" --json");
    clearInterval(interrupting);
    assert.equal(outcome.code, 5);
    assert.match(outcome.stderr, /^qsgov: .*stopped by SIGINT; nothing was written for access$/m);
    const { done, stopped, subjects } = documentOf(outcome);
    assert.equal(done?.length, 10);
    assert.equal(stopped, "the run was stopped by SIGINT");
    assert.equal(subjects[1]?.stopped, stopped);
    assert.deepEqual(await groupsOn(simulator(), "sales"), []);
  });
});
