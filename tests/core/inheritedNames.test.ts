import assert from "node:assert/strict";
import { CreateGroupCommand } from "@aws-sdk/client-quicksight";
import { compileRowRules } from "../../core/data/compileRowRules.ts";
import { dumpNamespace } from "../../core/people/dump/dumpNamespace.ts";
import { parseMembership } from "../../core/people/membership/parseMembership.ts";
import { readNamespace } from "../../core/people/readNamespace.ts";
import { buildRoster } from "../../core/people/roster/buildRoster.ts";
import { parseTenant } from "../../core/settings/parseTenant.ts";
import { govern } from "../support/govern.ts";
import { memoryBucket } from "../support/memoryBucket.ts";
import { runPeople } from "../support/runPeople.ts";
import { type SimulatedNamespace, simulateNamespace } from "../support/simulatedNamespace.ts";

/** Every object has these: who looks one up that is not there finds a function, or worse. */
const inherited = Object.getOwnPropertyNames(Object.prototype);
/** The only one that the rules for names in settings let through. */
const group = "constructor";

const tenant = {
  namespace: "default",
  account: "organization/quicksight-governance/dev",
  membership: { file: "membership.csv" },
  groups: { [group]: { role: "AUTHOR", description: "Who constructs" }, usa: {} },
};
const messagesOf = (value: object) =>
  parseTenant({ ...tenant, ...value }).problems.map(({ where, message }) => `${where}: ${message}`);

describe("names that every JavaScript object has", () => {
  describe("in settings", () => {
    const groups = { usa: { role: "AUTHOR" } };

    it("are groups that the tenant lacks, wherever settings name one", () => {
      const found = messagesOf({
        groups,
        guard: { successor: group },
        access: [{ group, all: "viewer" }],
        dataSources: {
          sales: {
            type: "S3",
            name: "Sales",
            file: "sales.csv",
            owners: [group],
            viewers: [group],
          },
        },
      });
      assert.deepEqual(
        found.map((message) => message.split(":")[0]),
        [
          "tenant.guard.successor",
          "tenant.access[0].group",
          "tenant.dataSources.sales.owners[0]",
          "tenant.dataSources.sales.viewers[0]",
        ],
      );
      for (const message of found) assert.match(message, /is not a group of this tenant/);
    });

    it("are data sources that the tenant lacks", () => {
      const columns = [{ name: "country", type: "STRING" }];
      const dataSets = {
        sales: { name: "Sales", source: "constructor", columns, owners: ["usa"] },
      };
      const [message] = messagesOf({ groups, dataSets });
      assert.match(message ?? "", /dataSets\.sales\.source: is not a data source of this tenant/);
    });

    it("are never left out without a word", () => {
      const wrong = [
        ["groups", '{ "usa": {}, "__proto__": {} }'],
        ["dataSources", '{ "__proto__": {} }'],
      ] as const;
      for (const [key, value] of wrong) {
        assert.deepEqual(messagesOf({ [key]: JSON.parse(value) as unknown }), [
          `tenant.${key}.__proto__: is not a good name; use another`,
        ]);
      }
    });
  });

  it("are groups of a membership file that the settings lack", () => {
    for (const name of inherited) {
      const parsed = parseMembership(`default,${name},ana,ana@x.com\n`, "membership.csv");
      const settings = { namespace: "default", namespaces: ["default"], groups: { usa: {} } };
      const { problems } = buildRoster(parsed, settings);
      assert.match(problems[0]?.message ?? "", /is not in the settings of namespace default/);
    }
  });

  it("are columns that a row rule leaves open, and so all values", () => {
    for (const column of inherited) {
      const rules = [
        { principalArn: "arn:a", values: Object.fromEntries([[column, "x"]]) },
        { principalArn: "arn:b", values: {} },
      ];
      assert.deepEqual(compileRowRules(rules).csv, `GroupARN,${column}\narn:a,x\narn:b,\n`);
    }
  });

  describe("in a namespace", () => {
    let world: SimulatedNamespace;
    before(async () => {
      world = await simulateNamespace();
    });
    after(async () => {
      assert.deepEqual(world.simulator.violations(), []);
      await world.close();
    });

    it("are people and groups like any other: planned, done, dumped, and then there is nothing to do", async () => {
      for (const name of inherited) {
        await world.client.send(
          new CreateGroupCommand({
            AwsAccountId: world.scope.accountId,
            Namespace: "default",
            GroupName: `${world.scope.groupPrefix}${name}`,
          }),
        );
      }
      const { settings, problems } = parseTenant({ ...tenant, identity: { session: "user" } });
      assert.ok(settings, JSON.stringify(problems));
      const rows = inherited.map((name, index) => `default,${group},${name},p${index}@x.com`);
      const built = buildRoster(parseMembership(rows.join("\n"), "membership.csv"), {
        ...{ namespace: "default", namespaces: ["default"] },
        ...{ groups: settings.groups, session: "user" },
      });
      assert.deepEqual(built.problems, []);
      const { groups } = settings;
      const bucket = memoryBucket();
      const wanted = govern(built.people, { groups });
      const first = await runPeople(world.simulator.url, wanted, { bucket });
      assert.deepEqual(first.failed, []);
      await world.resetCalls();
      await runPeople(world.simulator.url, wanted, { bucket });
      assert.deepEqual(world.writes(), {});
      // A downgrade notes each by name, and gives everything back.
      const readers = built.people.map((person) => ({ ...person, role: "READER" as const }));
      const lowered = govern(readers, {
        groups,
        guard: { removals: { percent: 100, atLeast: 99, atMost: 99 }, minimumAdmins: 0 },
      });
      assert.deepEqual((await runPeople(world.simulator.url, lowered, { bucket })).failed, []);
      const dump = dumpNamespace("default", await readNamespace(world.client, world.scope));
      assert.deepEqual(dump.groups[group], { role: "READER" });
      assert.deepEqual(dump.membership.map(({ session }) => session).sort(), inherited.toSorted());
    });
  });
});
