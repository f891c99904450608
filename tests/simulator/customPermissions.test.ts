import assert from "node:assert/strict";
import {
  CreateCustomPermissionsCommand,
  DeleteCustomPermissionsCommand,
  DescribeCustomPermissionsCommand,
  ListCustomPermissionsCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UpdateCustomPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { breaksModel } from "./support/breaksModel.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const profile = { AwsAccountId, CustomPermissionsName: "no-export" };
const create = () =>
  new CreateCustomPermissionsCommand({ ...profile, Capabilities: { ExportToCsv: "DENY" } });

describe("simulator: custom permissions", () => {
  const { client } = simulated();
  const describeProfile = async () =>
    (await client().send(new DescribeCustomPermissionsCommand(profile))).CustomPermissions;

  it("creates, replaces, lists and deletes a profile", async () => {
    const { Arn } = await client().send(create());
    const Capabilities = { ExportToExcel: "DENY" } as const;
    await client().send(new UpdateCustomPermissionsCommand({ ...profile, Capabilities }));
    const expected = { Arn, CustomPermissionsName: "no-export", Capabilities };
    assert.deepEqual(await describeProfile(), expected);
    const listed = await client().send(new ListCustomPermissionsCommand({ AwsAccountId }));
    assert.deepEqual(listed.CustomPermissionsList, [expected]);
    await client().send(new DeleteCustomPermissionsCommand(profile));
    await refused(describeProfile(), ResourceNotFoundException, { status: 404 });
  });

  it("refuses a name that is taken", async () => {
    await client().send(create());
    await refused(client().send(create()), ResourceExistsException, { status: 409 });
  });

  it("refuses a capability with a value that the API does not have", async () => {
    const Capabilities = { ExportToCsv: "MAYBE" as "DENY" };
    await breaksModel(
      client().send(new CreateCustomPermissionsCommand({ ...profile, Capabilities })),
      /Value 'MAYBE' at 'capabilities\.exportToCsv' .* enum value set: \[/,
    );
  });
});
