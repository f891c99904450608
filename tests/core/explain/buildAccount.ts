import {
  CreateFolderCommand,
  CreateFolderMembershipCommand,
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateNamespaceCommand,
  type MemberType,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { arnOfPrincipal } from "../../../core/explain/principals.ts";
import { createDataSource } from "../../simulator/support/assets.ts";
import { createAsset } from "../../simulator/support/createAsset.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { namespaceNames, type RandomAccount, type RandomGrant } from "./randomAccount.ts";

const AwsAccountId = scope.accountId;

const memberTypes = {
  dashboard: "DASHBOARD",
  analysis: "ANALYSIS",
  "data-set": "DATASET",
  topic: "TOPIC",
} as const satisfies Record<RandomAccount["assets"][number]["kind"], MemberType>;

/**
 * Makes an account in an empty simulator.
 *
 * @param identity a client of the identity Region
 * @param data     a client of the Region where assets are
 */
export async function buildAccount(
  { namespaces, folders, assets }: RandomAccount,
  identity: QuickSightClient,
  data: QuickSightClient,
): Promise<void> {
  const principals: string[] = [];
  for (const [number, { groups, users }] of namespaces.entries()) {
    const Namespace = namespaceNames[number] ?? "";
    const address = { AwsAccountId, Namespace };
    if (Namespace !== "default") {
      await identity.send(new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }));
    }
    const at = { ...scope, namespace: Namespace };
    for (let group = 0; group < groups; group++) {
      await identity.send(new CreateGroupCommand({ ...address, GroupName: `group-${group}` }));
      principals.push(
        arnOfPrincipal(at, { type: "group", namespace: Namespace, name: `group-${group}` }),
      );
    }
    for (const [user, wanted] of users.entries()) {
      const SessionName = `person-${number}-${user}@x.com`;
      const { User } = await identity.send(
        new RegisterUserCommand({
          ...{
            ...address,
            SessionName,
            Email: SessionName,
            IdentityType: "IAM",
            UserRole: "AUTHOR",
          },
          IamArn: `arn:aws:iam::${AwsAccountId}:role/${scope.federationRole}`,
        }),
      );
      principals.push(User?.Arn ?? "");
      for (const group of new Set(wanted.map((one) => one % groups))) {
        await identity.send(
          new CreateGroupMembershipCommand({
            ...{ ...address, GroupName: `group-${group}`, MemberName: User?.UserName },
          }),
        );
      }
    }
  }
  await createDataSource(data, "db");
  const share = async (kind: string, id: string, grants: readonly RandomGrant[]) => {
    for (const { to, level } of grants) {
      const Principal = principals[to % principals.length] ?? "";
      const permission = { Principal, Actions: permissionSet(kind, level) };
      await grantPermissions(data, AwsAccountId, { kind, id }, [permission]);
    }
  };
  for (const [number, { parent, grants }] of folders.entries()) {
    const FolderId = `folder-${number}`;
    const ParentFolderArn =
      parent === undefined || number === 0
        ? undefined
        : `arn:aws:quicksight:eu-west-1:${AwsAccountId}:folder/folder-${parent % number}`;
    await data.send(
      new CreateFolderCommand({ AwsAccountId, FolderId, Name: FolderId, ParentFolderArn }),
    );
    await share("folder", FolderId, grants);
  }
  for (const [number, { kind, folders: inside, grants }] of assets.entries()) {
    const id = `${kind}-${number}`;
    await createAsset[kind](data, id, id);
    await share(kind, id, grants);
    if (folders.length === 0) continue;
    for (const folder of new Set(inside.map((one) => one % folders.length))) {
      await data.send(
        new CreateFolderMembershipCommand({
          ...{
            AwsAccountId,
            FolderId: `folder-${folder}`,
            MemberId: id,
            MemberType: memberTypes[kind],
          },
        }),
      );
    }
  }
}
