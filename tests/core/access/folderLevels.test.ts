import assert from "node:assert/strict";
import {
  CreateFolderCommand,
  DescribeFolderPermissionsCommand,
  type FolderType,
} from "@aws-sdk/client-quicksight";
import type { Grant } from "../../../core/access/grant.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { groupArnOf } from "../../../core/aws/scope.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { reconcileIn } from "./reconcileAccess.ts";
import { govern, type SimulatedAssets, simulateAssets } from "./simulatedAssets.ts";

const AwsAccountId = scope.accountId;

describe("the level that a group has on a folder", () => {
  let world: SimulatedAssets;
  beforeEach(async () => {
    world = await simulateAssets();
  });
  afterEach(() => world.close());

  const give = (level: Level): Grant[] => [
    { group: "critical", level, asset: { kind: "folder", id: "finance", name: "Finance" } },
  ];
  const permissionsOf = async () => {
    const command = new DescribeFolderPermissionsCommand({ AwsAccountId, FolderId: "finance" });
    const { Permissions = [] } = await world.data.send(command);
    return Permissions.map(({ Principal, Actions = [] }) => [Principal, Actions.toSorted()]);
  };

  for (const [FolderType, high, low] of [
    ["SHARED", "owner", "viewer"],
    ["RESTRICTED", "contributor", "viewer"],
  ] as const satisfies readonly (readonly [FolderType, Level, Level])[]) {
    it(`goes from ${high} to ${low} and back of a ${FolderType} one, which takes and gives whole sets only`, async () => {
      await world.data.send(
        new CreateFolderCommand({ AwsAccountId, FolderId: "finance", Name: "Finance", FolderType }),
      );
      for (const [former, level] of [
        [low, high],
        [high, low],
        [low, high],
      ] as const) {
        const { failed } = await reconcileIn(world, govern(give(level), give(former)));
        assert.deepEqual(failed, []);
        const expected = [groupArnOf(scope, "critical"), permissionSet("folder", level)];
        assert.deepEqual(await permissionsOf(), [expected]);
      }
    });
  }
});
