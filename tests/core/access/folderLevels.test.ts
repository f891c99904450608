import assert from "node:assert/strict";
import {
  CreateFolderCommand,
  DescribeFolderPermissionsCommand,
  type FolderType,
} from "@aws-sdk/client-quicksight";
import { formatAccess } from "../../../core/access/accessText.ts";
import { formatActualAccess } from "../../../core/access/formatActualAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { readAccess } from "../../../core/access/readAccess.ts";
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

  it("is the highest that a restricted one takes where a group owns every folder, and that is no drift", async () => {
    for (const [FolderId, FolderType] of [
      ["finance", "RESTRICTED"],
      ["reports", "SHARED"],
    ] as const) {
      await world.data.send(
        new CreateFolderCommand({ AwsAccountId, FolderId, Name: FolderId, FolderType }),
      );
    }
    const every: Grant[] = [{ group: "critical", level: "owner", all: "folder" }];
    const { failed, done } = await reconcileIn(world, govern(every));
    assert.deepEqual(failed, []);
    assert.deepEqual(
      done.flatMap((step) =>
        "reason" in step && "level" in step
          ? [`${step.asset.id} ${step.level}: ${step.reason}`]
          : [],
      ),
      ["finance contributor: critical has all: owner", "reports owner: critical has all: owner"],
    );
    const expected = [groupArnOf(scope, "critical"), permissionSet("folder", "contributor")];
    assert.deepEqual(await permissionsOf(), [expected]);
    assert.deepEqual((await reconcileIn(world, govern(every, every))).done, []);
    const actual = await readAccess(world.data, scope, ["folder"]);
    assert.equal(formatActualAccess(actual, every), formatAccess(every));
  });

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
