import assert from "node:assert/strict";
import * as sdk from "@aws-sdk/client-quicksight";
import { actions, arn, personArn } from "./support/assets.ts";
import { createGroups, register } from "./support/people.ts";
import { createPlain } from "./support/plainAssets.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const ana = personArn("ana@x.com");
const critical = arn("group/default/critical");
const absent = "00000000-0000-4000-8000-000000000000";
const flowViewer = actions(
  ...["GetFlow", "UpdateFlowSession", "StartFlowSession", "StopFlowSession", "GetFlowSession"],
  ...["CreatePresignedUrl", "GetFlowStages"],
);
const flowOwner = [
  ...flowViewer,
  ...actions("PublishFlow", "UpdateFlowPermissions", "UnpublishFlow", "DeleteFlow"),
  ...actions("DescribeFlowPermissions", "UpdateFlow"),
];
const topicOwner = actions(
  ...["DescribeTopic", "DescribeTopicRefresh", "ListTopicRefreshSchedules", "DeleteTopic"],
  ...["DescribeTopicRefreshSchedule", "UpdateTopic", "CreateTopicRefreshSchedule"],
  ...["DeleteTopicRefreshSchedule", "UpdateTopicRefreshSchedule", "DescribeTopicPermissions"],
  "UpdateTopicPermissions",
);
const five = (label: string) =>
  ["Describe_", "Update_", "Delete_", "Describe_Permissions", "Update_Permissions"].map(
    (action) => `quicksight:${action.replace("_", label)}`,
  );
const connectorOwner = [...five("ActionConnector"), ...actions("ListActionConnectors")];
const appOwner = five("App").filter((action) => action !== "quicksight:UpdateApp");

/** What a test of every kind calls; `id` and `path` as in its ARN. */
const kinds = {
  topic: { id: "TopicId", label: "Topic", plural: "Topics", owner: topicOwner },
  agent: { id: "AgentId", label: "Agent", plural: "Agents", owner: five("Agent") },
  space: { id: "SpaceId", label: "Space", plural: "Spaces", owner: five("Space") },
  "knowledge-base": {
    ...{ id: "KnowledgeBaseId", label: "KnowledgeBase", plural: "KnowledgeBases" },
    owner: five("KnowledgeBase"),
  },
  flow: { id: "FlowId", label: "Flow", plural: "Flows", owner: flowOwner },
  "action-connector": {
    ...{ id: "ActionConnectorId", label: "ActionConnector", plural: "ActionConnectors" },
    owner: connectorOwner,
  },
  app: { id: "AppId", label: "App", plural: "Apps", owner: appOwner },
} as const;

type CommandClass = new (input: object) => never;

describe("simulator: topics, agents, spaces, knowledge bases, flows, action connectors and apps", () => {
  const { client, clientWith } = simulated();
  const send = async (name: string, input: object, from = client()) => {
    const Command = (sdk as unknown as Readonly<Record<string, CommandClass>>)[`${name}Command`];
    assert.ok(Command, name);
    const answer: unknown = await from.send(new Command({ AwsAccountId, ...input }));
    return answer as Readonly<Record<string, unknown>>;
  };
  const idsIn = (answer: object): unknown[] => {
    const items = Object.values(answer).find((value): value is object[] => Array.isArray(value));
    return (items ?? []).map(
      (item) => Object.entries(item).find(([name]) => /Id$/.test(name))?.[1] as unknown,
    );
  };
  beforeEach(async () => {
    await register(client(), "ana@x.com", "AUTHOR");
    await createGroups(client(), "critical");
  });

  for (const [path, { id: member, label, plural, owner }] of Object.entries(kinds)) {
    const create = (Name: string) =>
      createPlain[path as keyof typeof createPlain](client(), Name, Name);
    const describeCall = path === "flow" ? "GetFlowPermissions" : `Describe${label}Permissions`;
    const lower = path === "space" || path === "knowledge-base";
    const find = async (Name: string, Value: string) => {
      const filter = lower
        ? { name: Name, operator: "STRING_EQUALS", value: Value }
        : { Name, Operator: "StringEquals", Value };
      return idsIn(await send(`Search${plural}`, { Filters: [filter] }));
    };
    const share = (id: string, change: object) =>
      send(`Update${label}Permissions`, { [member]: id, ...change });
    const permissionsOf = async (id: string) =>
      (await send(describeCall, { [member]: id }))["Permissions"];

    describe(path, () => {
      it("are created, described, listed page by page, and deleted", async () => {
        const ids = [await create("one"), await create("two")].sort();
        const detail = await send(`Describe${label}`, {
          ...{ [member]: ids[0], ...(path === "flow" ? { PublishState: "DRAFT" } : {}) },
        });
        assert.match(JSON.stringify(detail), new RegExp(`:${path}/${String(ids[0])}"`));
        assert.deepEqual(idsIn(await send(`List${plural}`, {})), ids);
        const first = await send(`List${plural}`, { MaxResults: 1 });
        const { NextToken } = first;
        const second = await send(`List${plural}`, { MaxResults: 1, NextToken });
        assert.deepEqual([...idsIn(first), ...idsIn(second)], ids);
        await send(`Delete${label}`, { [member]: ids[0] });
        assert.deepEqual(idsIn(await send(`List${plural}`, {})), ids.slice(1));
      });

      it("are shared and found by direct owner, sole owner and viewer", async () => {
        const id = await create("one");
        assert.deepEqual(await permissionsOf(id), []);
        assert.deepEqual(await find("DIRECT_QUICKSIGHT_OWNER", ana), []);
        await share(id, { GrantPermissions: [{ Principal: ana, Actions: owner }] });
        assert.deepEqual(await permissionsOf(id), [{ Principal: ana, Actions: owner }]);
        assert.deepEqual(await find("DIRECT_QUICKSIGHT_SOLE_OWNER", ana), [id]);
        await share(id, { GrantPermissions: [{ Principal: critical, Actions: owner }] });
        assert.deepEqual(await find("DIRECT_QUICKSIGHT_SOLE_OWNER", ana), []);
        assert.deepEqual(await find("DIRECT_QUICKSIGHT_OWNER", ana), [id]);
        await share(id, { RevokePermissions: [{ Principal: ana, Actions: owner }] });
        assert.deepEqual(await find("DIRECT_QUICKSIGHT_VIEWER_OR_OWNER", ana), []);
        assert.deepEqual(await find("DIRECT_QUICKSIGHT_OWNER", critical), [id]);
      });

      it("are refused to a principal that is not there, and for actions of another kind", async () => {
        const id = await create("one");
        const nobody = { Principal: arn("group/default/nobody"), Actions: owner };
        const wrong = { Principal: ana, Actions: actions("DescribeDashboard") };
        for (const permission of [nobody, wrong]) {
          await refused(
            share(id, { GrantPermissions: [permission] }),
            sdk.InvalidParameterValueException,
            { status: 400 },
          );
        }
      });

      it("are missed where there are none, also in another Region", async () => {
        const id = await create("one");
        const elsewhere = clientWith({ region: "us-east-1" });
        const missing =
          path === "flow" ? sdk.InvalidParameterValueException : sdk.ResourceNotFoundException;
        const status = path === "flow" ? 400 : 404;
        await refused(send(describeCall, { [member]: absent }), missing, { status });
        await refused(send(describeCall, { [member]: id }, elsewhere), missing, { status });
        assert.deepEqual(idsIn(await send(`List${plural}`, {}, elsewhere)), []);
      });
    });
  }
});
