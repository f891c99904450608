import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import {
  CreateActionConnectorCommand,
  CreateAgentCommand,
  CreateFlowCommand,
  CreateKnowledgeBaseCommand,
  CreateSpaceCommand,
  CreateTopicCommand,
} from "@aws-sdk/client-quicksight";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { arn } from "./assets.ts";
import { AwsAccountId } from "./simulated.ts";

/** Creates an asset of each kind that has no behaviour of its own in the simulator, and answers its id. */
export const createPlain = {
  topic: async (client: QuickSightClient, TopicId: string, Name: string): Promise<string> => {
    await client.send(new CreateTopicCommand({ AwsAccountId, TopicId, Topic: { Name } }));
    return TopicId;
  },
  agent: async (client: QuickSightClient, AgentId: string, Name: string): Promise<string> => {
    await client.send(new CreateAgentCommand({ AwsAccountId, AgentId, Name }));
    return AgentId;
  },
  space: async (client: QuickSightClient, SpaceId: string, Name: string): Promise<string> => {
    await client.send(new CreateSpaceCommand({ AwsAccountId, SpaceId, Name }));
    return SpaceId;
  },
  "knowledge-base": async (
    client: QuickSightClient,
    KnowledgeBaseId: string,
    Name: string,
  ): Promise<string> => {
    await client.send(
      new CreateKnowledgeBaseCommand({
        ...{ AwsAccountId, KnowledgeBaseId, Name, DataSourceArn: arn("datasource/db") },
        KnowledgeBaseConfiguration: {},
      }),
    );
    return KnowledgeBaseId;
  },
  flow: async (client: QuickSightClient, _id: string, Name: string): Promise<string> => {
    const command = new CreateFlowCommand({ AwsAccountId, Name, FlowDefinition: {} });
    return (await client.send(command)).FlowId ?? "";
  },
  "action-connector": async (
    client: QuickSightClient,
    ActionConnectorId: string,
    Name: string,
  ): Promise<string> => {
    await client.send(
      new CreateActionConnectorCommand({
        ...{ AwsAccountId, ActionConnectorId, Name, Type: "GENERIC_HTTP" },
        AuthenticationConfig: {
          AuthenticationType: "NONE",
          AuthenticationMetadata: { NoneConnectionMetadata: { BaseEndpoint: "https://x.com" } },
        },
      }),
    );
    return ActionConnectorId;
  },
  app: async (client: QuickSightClient, _id: string, Name: string): Promise<string> => {
    const AppId = randomUUID();
    const Region = await client.config.region();
    const endpoint = await client.config.endpoint?.();
    const { protocol = "http:", hostname = "", port = 0 } = endpoint ?? {};
    const url = `${protocol}//${hostname}:${port}/_sim/apps`;
    const { ok } = await fetch(url, {
      method: "POST",
      body: JSON.stringify({ AppId, Name, Region }),
    });
    assert.ok(ok);
    return AppId;
  },
};
