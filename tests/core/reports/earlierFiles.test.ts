import assert from "node:assert/strict";
import {
  DescribeDashboardPermissionsCommand,
  DescribeUserCommand,
  ListDashboardsCommand,
  ListNamespacesCommand,
  ListUserGroupsCommand,
  ListUsersCommand,
  type ResourcePermission,
  UpdateDashboardPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import Papa from "papaparse";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { openApi } from "../../../core/aws/api.ts";
import { readSnapshot } from "../../../core/explain/readSnapshot.ts";
import { peopleSubject } from "../../../core/people/peopleSubject.ts";
import { recordRun } from "../../../core/reports/recordRun.ts";
import { storeSnapshot } from "../../../core/reports/snapshotObject.ts";
import { writeReports } from "../../../core/reports/writeReports.ts";
import { writeRunRecord } from "../../../core/reports/writeRunRecord.ts";
import { createDashboard } from "../../simulator/support/assets.ts";
import { desired, govern } from "../../support/govern.ts";
import { memoryBucket } from "../../support/memoryBucket.ts";
import { type MemoryReports, memoryReports } from "../../support/memoryReports.ts";
import { runPeople } from "../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";

const account = { AwsAccountId: scope.accountId };

// The files of the scripts that AWS published for this (AWS Big Data Blog, "Centralized governance of Amazon QuickSight"), as who has used
// them knows them: what a line of theirs has stands in a line of ours as well, field by field.
describe("the files that the scripts of AWS wrote", () => {
  let simulated: SimulatedNamespace;
  let store: MemoryReports;
  before(async () => {
    simulated = await simulateNamespace("critical", "usa");
    const { client } = simulated;
    const bucket = memoryBucket();
    let clock = Date.parse("2026-11-30T12:00:00Z");
    store = memoryReports(() => clock);
    const run = async (name: string, ...people: Parameters<typeof govern>[0]) => {
      const guard = { removals: { percent: 100, atLeast: 9, atMost: 9 } };
      const governed = govern(people, { guard });
      const outcome = await runPeople(simulated.simulator.url, governed, { bucket });
      assert.deepEqual(outcome.failed, []);
      const started = new Date(clock);
      const about = { run: name, namespace: "default", naming: scope, started, ended: started };
      await writeRunRecord(store, recordRun(peopleSubject, about, { outcome }));
    };
    const [ana, bob, cid] = [
      desired("ana@x.com", "READER", "critical", "usa"),
      desired("bob@x.com", "AUTHOR", "critical"),
      desired("cid@x.com", "AUTHOR", "usa"),
    ] as const;
    await run("one", ana, bob, cid);
    clock += 3_600_000;
    await run("two", ana, { ...bob, role: "READER" });
    await createDashboard(client, "sales", { Name: "Sales, =1" });
    const Principal = `arn:aws:quicksight:us-east-1:${scope.accountId}:group/default/quicksight-fed-critical`;
    const grant = { Principal, Actions: permissionSet("dashboard", "viewer") };
    await client.send(
      new UpdateDashboardPermissionsCommand({
        ...{ ...account, DashboardId: "sales", GrantPermissions: [grant] },
      }),
    );
    const api = openApi({ identity: "us-east-1", data: ["us-east-1"] }, simulated.connection);
    clock += 3_600_000;
    const at = new Date(clock).toISOString();
    await storeSnapshot(store, await readSnapshot(api.reading, scope, at));
    api.close();
    await writeReports(store);
  });
  after(() => simulated.close());

  const rows = (file: string) => {
    const text = store.text(`monitoring/quicksight/${file}`)?.trimEnd() ?? "";
    return Papa.parse<Record<string, string>>(text, { header: true }).data;
  };
  /** Every line of theirs is in ours; an apostrophe before a formula is none of the name. */
  const assertWithin = (theirs: readonly string[][], ours: readonly string[][]) => {
    assert.ok(theirs.length > 0);
    const keyOf = (line: readonly string[]) => line.map((one) => one.replace(/^'/, "")).join("|");
    const known = new Set(ours.map(keyOf));
    assert.deepEqual(
      theirs.filter((line) => !known.has(keyOf(line))),
      [],
    );
  };

  it("about members: namespace, group and user name", async () => {
    const { client } = simulated;
    const theirs: string[][] = [];
    const users = await client.send(new ListUsersCommand({ ...account, Namespace: "default" }));
    for (const { UserName = "" } of users.UserList ?? []) {
      const input = { ...account, Namespace: "default", UserName };
      const { GroupList = [] } = await client.send(new ListUserGroupsCommand(input));
      for (const { GroupName = "" } of GroupList) theirs.push(["default", GroupName, UserName]);
      if (GroupList.length === 0) theirs.push(["default", "", UserName]);
    }
    assertWithin(
      theirs,
      rows("group_membership/group_membership.csv").map(
        ({ namespace = "", group = "", user_name = "" }) => [namespace, group, user_name],
      ),
    );
  });

  it("about access: Region, kind, name, id, who, and what they may do", async () => {
    const { client } = simulated;
    const linesOf = (kind: string, name: string, id: string, some: readonly ResourcePermission[]) =>
      some.map(({ Principal = "", Actions = [] }) => {
        const [type = "", additional = "", ...rest] = (Principal.split(":")[5] ?? "").split("/");
        const who = [rest.join("/"), type === "user" ? "" : additional];
        return ["us-east-1", kind, name, id, type, ...who, Actions.toSorted().join(" ")];
      });
    const theirs: string[][] = [];
    const { DashboardSummaryList = [] } = await client.send(new ListDashboardsCommand(account));
    for (const { DashboardId = "", Name = "" } of DashboardSummaryList) {
      const input = { ...account, DashboardId };
      const found = await client.send(new DescribeDashboardPermissionsCommand(input));
      theirs.push(...linesOf("dashboard", Name, DashboardId, found.Permissions ?? []));
    }
    assertWithin(
      theirs,
      rows("object_access/object_access.csv").map((row) => [
        ...[row["region"] ?? "", row["type"] ?? "", row["asset_name"] ?? "", row["asset_id"] ?? ""],
        ...[row["principal_type"] ?? "", row["principal"] ?? ""],
        row["principal_type"] === "user" ? "" : (row["namespace"] ?? ""),
        (row["actions"] ?? "").split(" ").toSorted().join(" "),
      ]),
    );
  });

  it("about deleted users: namespace, user name and the role that they had, also of who was deleted to be lowered", async () => {
    const theirs = [
      ["default", "quicksight-fed-users/bob@x.com", "AUTHOR"],
      ["default", "quicksight-fed-users/cid@x.com", "AUTHOR"],
    ];
    assertWithin(
      theirs,
      rows("deleted_users/deleted_users-2026-11.csv").map(
        ({ namespace = "", user_name = "", role = "" }) => [namespace, user_name, role],
      ),
    );
    const input = { ...account, Namespace: "default", UserName: theirs[0]?.[1] };
    const { User } = await simulated.client.send(new DescribeUserCommand(input));
    assert.equal(User?.Role, "READER");
  });

  it("about namespaces: each that there is", async () => {
    const { Namespaces = [] } = await simulated.client.send(new ListNamespacesCommand(account));
    assertWithin(
      Namespaces.map(({ Name = "" }) => [Name]),
      rows("namespaces/namespaces-2026-11.csv").map(({ namespace = "" }) => [namespace]),
    );
  });
});
