import assert from "node:assert/strict";
import {
  AccessDeniedException,
  ListUsersCommand,
  ListTagsForResourceCommand,
} from "@aws-sdk/client-quicksight";
import { refused } from "./support/refused.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

describe("simulator: Regions and accounts", () => {
  const { client, clientWith } = simulated({ region: "eu-west-1", identityRegion: "us-east-1" });

  it("refuses identity calls outside the identity Region, in the words of AWS", async () => {
    await refused(client().send(new ListUsersCommand(inDefault)), AccessDeniedException, {
      status: 401,
      message:
        "Operation is being called from endpoint eu-west-1, but your identity region is us-east-1. " +
        "Please use the us-east-1 endpoint.",
    });
  });

  it("answers identity calls in the identity Region", async () => {
    const american = clientWith({ region: "us-east-1" });
    const { UserList } = await american.send(new ListUsersCommand(inDefault));
    assert.deepEqual(UserList, []);
  });

  it("answers calls about tags in every Region", async () => {
    const ResourceArn = `arn:aws:quicksight:us-east-1:${AwsAccountId}:namespace/default`;
    const { Tags } = await client().send(new ListTagsForResourceCommand({ ResourceArn }));
    assert.deepEqual(Tags, []);
  });

  it("refuses another account", async () => {
    const american = clientWith({ region: "us-east-1" });
    await refused(
      american.send(new ListUsersCommand({ ...inDefault, AwsAccountId: "999999999999" })),
      AccessDeniedException,
      { status: 401 },
    );
  });
});
