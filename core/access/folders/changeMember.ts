import {
  CreateFolderMembershipCommand,
  DeleteFolderMembershipCommand,
  type MemberType,
  type QuickSightClient,
  ResourceExistsException,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { assetKinds } from "../../assets/assetKinds.ts";
import { clientOf } from "../../assets/clientOf.ts";
import { isGone } from "../../assets/isGone.ts";
import type { TakingApi } from "../../aws/api.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import type { MemberKind } from "../../settings/folderSettings.ts";
import { againAtConflict } from "../againAtConflict.ts";
import type { GovernedAccess } from "../governedAccess.ts";
import { assetKey } from "../grant.ts";
import type { MemberStep } from "../step.ts";
import { listMembers } from "./listMembers.ts";

/** As folders call the kinds that can be in them (QuickSight API model, `MemberType`). */
const memberTypes = {
  dashboard: "DASHBOARD",
  analysis: "ANALYSIS",
  "data-set": "DATASET",
  "data-source": "DATASOURCE",
  topic: "TOPIC",
} as const satisfies Record<MemberKind, MemberType>;

/** Puts an asset into a folder, or takes it out. What is there already, or gone, is as it should be: a call can be repeated. */
export async function changeMember(
  api: TakingApi,
  step: MemberStep,
  { desired: { scope, dataRegion }, signal }: StepContext<GovernedAccess>,
): Promise<void> {
  const { kind, asset, folder } = step;
  const input = {
    ...{ AwsAccountId: scope.accountId, FolderId: folder.id, MemberId: asset.id },
    MemberType: memberTypes[asset.kind as MemberKind],
  };
  try {
    await againAtConflict(signal, async () => {
      if (kind === "addMember") {
        const client = clientOf(api.giving.data, dataRegion);
        await client.send(new CreateFolderMembershipCommand(input));
      } else {
        const client = clientOf(api.taking.data, dataRegion);
        await client.send(new DeleteFolderMembershipCommand(input));
      }
    });
  } catch (error) {
    const isDone =
      kind === "addMember"
        ? error instanceof ResourceExistsException
        : await isOut(clientOf(api.reading.data, dataRegion), scope.accountId, step, error);
    if (!isDone) throw error;
  }
}

/** Two answers, as one is no proof: what passes for gone would stay open, and nobody would look for it any more. */
async function isOut(
  client: QuickSightClient,
  accountId: string,
  { asset, folder }: MemberStep,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof ResourceNotFoundException)) return false;
  try {
    const members = await listMembers(client, accountId, folder.id);
    return !members.some((member) => assetKey(member) === assetKey(asset));
  } catch (again) {
    return isGone(client, accountId, { kind: "folder", id: folder.id }, again, assetKinds);
  }
}
