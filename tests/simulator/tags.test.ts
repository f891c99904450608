import assert from "node:assert/strict";
import {
  CreateNamespaceCommand,
  LimitExceededException,
  ListTagsForResourceCommand,
  ResourceNotFoundException,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-quicksight";
import { breaksModel } from "./support/breaksModel.ts";
import { register } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const arn = (resource: string): string =>
  `arn:aws:quicksight:eu-west-1:${AwsAccountId}:${resource}`;
const userArn = arn("user/default/quicksight-fed-users/ana@x.com");

describe("simulator: tags", () => {
  const { client } = simulated();
  const tagsOf = async (ResourceArn: string) =>
    (await client().send(new ListTagsForResourceCommand({ ResourceArn }))).Tags;

  it("adds, replaces and removes the tags of a user", async () => {
    await register(client(), "ana@x.com");
    const Tags = [
      { Key: "team", Value: "bi" },
      { Key: "cost centre", Value: "17" },
    ];
    await client().send(new TagResourceCommand({ ResourceArn: userArn, Tags }));
    await client().send(
      new TagResourceCommand({ ResourceArn: userArn, Tags: [{ Key: "team", Value: "sales" }] }),
    );
    assert.deepEqual(await tagsOf(userArn), [
      { Key: "team", Value: "sales" },
      { Key: "cost centre", Value: "17" },
    ]);
    const TagKeys = ["cost centre", "team", "unknown"];
    await client().send(new UntagResourceCommand({ ResourceArn: userArn, TagKeys }));
    assert.deepEqual(await tagsOf(userArn), []);
  });

  it("takes tags when a namespace is created", async () => {
    const Tags = [{ Key: "tenant", Value: "acme" }];
    await client().send(
      new CreateNamespaceCommand({
        AwsAccountId,
        Namespace: "acme",
        IdentityStore: "QUICKSIGHT",
        Tags,
      }),
    );
    assert.deepEqual(await tagsOf(arn("namespace/acme")), Tags);
    assert.deepEqual(await tagsOf(arn("namespace/default")), []);
  });

  it("stops at the documented 50 tags of a resource and then changes nothing", async () => {
    await register(client(), "ana@x.com");
    const tags = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: "v" }));
    await client().send(new TagResourceCommand({ ResourceArn: userArn, Tags: tags(50) }));
    await refused(
      client().send(new TagResourceCommand({ ResourceArn: userArn, Tags: tags(51) })),
      LimitExceededException,
      { status: 409 },
    );
    assert.equal((await tagsOf(userArn))?.length, 50);
  });

  it("refuses an empty list of tags and a key without a value", async () => {
    await register(client(), "ana@x.com");
    for (const Tags of [[], [{ Key: "team", Value: undefined }]]) {
      await breaksModel(
        client().send(new TagResourceCommand({ ResourceArn: userArn, Tags })),
        /'tags/,
      );
    }
  });

  it("answers ResourceNotFoundException for what does not exist", async () => {
    await refused(tagsOf(userArn), ResourceNotFoundException, { status: 404 });
  });
});
