import assert from "node:assert/strict";
import {
  CreateAnalysisCommand,
  CreateDashboardCommand,
  CreateDataSourceCommand,
  CreateFolderCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateIngestionCommand,
  RegisterUserCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-quicksight";
import { arn, createDataSet, database, showing } from "./support/assets.ts";
import { federationRole, IamArn } from "./support/people.ts";
import { AwsAccountId, inDefault, simulated } from "./support/simulated.ts";

describe("simulator: the status of success", () => {
  const { client } = simulated();
  const statusOf = async (
    call: Promise<{
      readonly $metadata: { readonly httpStatusCode?: number | undefined };
      readonly Status?: number | undefined;
    }>,
  ) => {
    const { $metadata, Status } = await call;
    return [$metadata.httpStatusCode, Status];
  };

  it("is that of recordings of AWS, in the answer, too", async () => {
    const person = { Email: "ana@x.com", UserRole: "READER", IdentityType: "IAM" } as const;
    const user = { ...inDefault, ...person, IamArn, SessionName: "ana@x.com" };
    const registered = await statusOf(client().send(new RegisterUserCommand(user)));
    const group = { ...inDefault, GroupName: "critical" };
    const grouped = await statusOf(client().send(new CreateGroupCommand(group)));
    assert.deepEqual(
      [registered, grouped],
      [
        [201, 201],
        [201, 201],
      ],
    );
    const member = { ...group, MemberName: `${federationRole}/ana@x.com` };
    const joined = await statusOf(client().send(new CreateGroupMembershipCommand(member)));
    assert.deepEqual(joined, [200, 200]);
    const source = { AwsAccountId, DataSourceId: "db", Name: "db", ...database };
    const create = new CreateDataSourceCommand({ ...source, Type: "POSTGRESQL" });
    assert.deepEqual(await statusOf(client().send(create)), [202, 202]);
    await createDataSet(client(), "sales", { ImportMode: "SPICE" });
    const load = { AwsAccountId, DataSetId: "sales", IngestionId: "i" };
    assert.deepEqual(await statusOf(client().send(new CreateIngestionCommand(load))), [201, 201]);
    const shown = { AwsAccountId, Name: "kpi", Definition: showing() };
    for (const command of [
      client().send(new CreateDashboardCommand({ ...shown, DashboardId: "kpi" })),
      client().send(new CreateAnalysisCommand({ ...shown, AnalysisId: "kpi" })),
    ]) {
      assert.deepEqual(await statusOf(command), [202, 202]);
    }
    const folder = { AwsAccountId, FolderId: "f", Name: "f" };
    assert.deepEqual(await statusOf(client().send(new CreateFolderCommand(folder))), [200, 200]);
  });

  it("of tags is 202, and 204 without a body once they are taken away", async () => {
    const source = { AwsAccountId, DataSourceId: "db", Name: "db", ...database };
    await client().send(new CreateDataSourceCommand({ ...source, Type: "POSTGRESQL" }));
    const ResourceArn = arn("datasource/db");
    const Tags = [{ Key: "team", Value: "bi" }];
    const tag = new TagResourceCommand({ ResourceArn, Tags });
    assert.deepEqual(await statusOf(client().send(tag)), [202, 202]);
    const untagged = await client().send(
      new UntagResourceCommand({ ResourceArn, TagKeys: ["team"] }),
    );
    assert.equal(untagged.$metadata.httpStatusCode, 204);
    assert.equal(untagged.RequestId, undefined);
  });
});
