import type { AwsAccess } from "@quicksight-governance/core/aws";
import { assetAccessState } from "../providers/assetAccessState.ts";
import { findOtherRefusals } from "../providers/findOtherRefusals.ts";
import { refuseStayers } from "../providers/refuseStayers.ts";
import { rosterState } from "../providers/rosterState.ts";
import type { StackResources } from "./readState.ts";
import { accessOf, folderAccessOf, rosterOf, type TenantInputs } from "./tenant.ts";

/** Why the guard refuses to make the stack about something else, in the preview and before anything is written. */
export async function askAboutOther(
  state: StackResources,
  inputs: TenantInputs,
  { profile }: AwsAccess,
): Promise<string | undefined> {
  const resources = Object.values(state);
  const { folders } = inputs;
  const roster = rosterState(rosterOf(inputs));
  const stayers = refuseStayers(resources, roster);
  if (stayers !== undefined) return stayers;
  const refusals = await findOtherRefusals(
    resources,
    {
      ...{ roster, access: assetAccessState(accessOf(inputs)) },
      folders: folders && assetAccessState(folderAccessOf(inputs, folders)),
    },
    { profile, environment: process.env },
  );
  if (refusals.length === 0) return undefined;
  return [
    "the settings make this stack about something else (tenant.namespace, identity.role or identity.groupPrefix):",
    ...refusals,
    ...(refusals.length > 1 ? ["Give all hashes at once, separated by commas."] : []),
  ].join("\n");
}
