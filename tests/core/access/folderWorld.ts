import {
  CreateFolderCommand,
  CreateFolderMembershipCommand,
  DeleteFolderMembershipCommand,
  DescribeFolderPermissionsCommand,
  type FolderType,
  ListFolderMembersCommand,
  type MemberType,
  UpdateFolderPermissionsCommand,
} from "@aws-sdk/client-quicksight";
import { foldersSubject } from "../../../core/access/accessSubject.ts";
import type {
  DeclaredFolder,
  FolderMember,
  GovernedFolders,
} from "../../../core/access/folders/governedFolders.ts";
import type { GovernedAccess } from "../../../core/access/governedAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import type { AccessStep } from "../../../core/access/step.ts";
import type { Level } from "../../../core/assets/kindRow.ts";
import type { RunOptions } from "../../../core/reconcile/run.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { reconcileIn } from "./reconcileAccess.ts";
import {
  dashboards,
  dataRegion,
  govern,
  permission,
  type SimulatedAssets,
} from "./simulatedAssets.ts";

const AwsAccountId = scope.accountId;

/** A folder of the tenant, called by its id. */
export const folder = (id: string, parent?: string): DeclaredFolder => ({
  ...{ id, name: id, own: true },
  ...(parent === undefined ? {} : { parent }),
});

/** What is to be in a folder, by ids of dashboards. */
export const inside = (id: string, ...ids: string[]): FolderMember[] =>
  ids.map((one) => ({
    folder: id,
    asset: dashboards.find((dashboard) => dashboard.id === one) ?? {
      ...{ kind: "dashboard", id: one, name: one },
    },
  }));

/** A grant on a folder. */
export const onFolder = (id: string, group: string, level: Level = "viewer"): Grant => ({
  ...{ group, level, asset: { kind: "folder", id, name: id } },
});

/** What settings make of folders. */
export function governFolders(
  folders: Partial<GovernedFolders>,
  grants: readonly Grant[] = [],
  former: readonly Grant[] = [],
  rest: Partial<GovernedAccess> = {},
): GovernedAccess {
  return govern(grants, former, {
    folders: { declared: [], members: [], formerMembers: [], uncertain: [], ...folders },
    ...rest,
  });
}

/** Runs folders in a simulated world, without a lock unless the options name one. */
export function reconcileFolders(
  world: SimulatedAssets,
  desired: GovernedAccess,
  options: Partial<RunOptions<GovernedAccess, AccessStep>> = {},
) {
  return reconcileIn(world, desired, options, foldersSubject);
}

/** What somebody does with folders by hand. */
export function byHand({ data }: Pick<SimulatedAssets, "data">) {
  const member = (FolderId: string, MemberId: string, MemberType: MemberType) => ({
    ...{ AwsAccountId, FolderId, MemberId, MemberType },
  });
  return {
    create: async (FolderId: string, parent?: string, FolderType: FolderType = "SHARED") => {
      const ParentFolderArn =
        parent === undefined
          ? undefined
          : `arn:aws:quicksight:${dataRegion}:${AwsAccountId}:folder/${parent}`;
      await data.send(
        new CreateFolderCommand({
          ...{ AwsAccountId, FolderId, Name: FolderId, FolderType, ParentFolderArn },
        }),
      );
    },
    put: (id: string, asset: string, type: MemberType = "DASHBOARD") =>
      data.send(new CreateFolderMembershipCommand(member(id, asset, type))),
    takeOut: (id: string, asset: string, type: MemberType = "DASHBOARD") =>
      data.send(new DeleteFolderMembershipCommand(member(id, asset, type))),
    share: (FolderId: string, group: string, level: Level = "viewer") =>
      data.send(
        new UpdateFolderPermissionsCommand({
          ...{ AwsAccountId, FolderId, GrantPermissions: [permission("folder", group, level)] },
        }),
      ),
    /** `dashboard/sales`, sorted. */
    members: async (FolderId: string) => {
      const command = new ListFolderMembersCommand({ AwsAccountId, FolderId, MaxResults: 100 });
      const { FolderMemberList = [] } = await data.send(command);
      return FolderMemberList.map(({ MemberArn = "" }) => MemberArn.split(":")[5]).sort();
    },
    /** `quicksight-fed-critical 1`: groups with how many actions they have. */
    grants: async (FolderId: string) => {
      const command = new DescribeFolderPermissionsCommand({ AwsAccountId, FolderId });
      const { Permissions = [] } = await data.send(command);
      return Permissions.map(
        ({ Principal = "", Actions = [] }) => `${Principal.split("/").at(-1)} ${Actions.length}`,
      ).sort();
    },
  };
}
