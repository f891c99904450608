import {
  parseRemembered,
  type Remembered,
  type RememberedNames,
  rememberedIn,
} from "@quicksight-governance/core/access";
import { tokens } from "../providers/tokens.ts";
import { isOfFolders } from "./isOfFolders.ts";
import type { StackResources } from "./readState.ts";

/** Which assets the names in the settings `access` and `folders` meant when the stack was last updated. */
export function readRemembered(resources: StackResources): RememberedNames {
  return { access: rememberedBy(resources, "access"), folders: rememberedBy(resources, "folders") };
}

function rememberedBy(resources: StackResources, setting: keyof RememberedNames): Remembered {
  for (const { type, outputs = {} } of Object.values(resources)) {
    if (type !== tokens.assetAccess || isOfFolders(outputs) !== (setting === "folders")) continue;
    const { remembered, access } = outputs;
    if (typeof remembered === "string" && remembered !== "") return parseRemembered(remembered);
    if (typeof access === "string") return rememberedIn(access);
  }
  return new Map();
}

/** Whether a stack has folders in its state, so that what they lose is shown also when the setting is dropped. */
export function holdsFolders(resources: StackResources): boolean {
  return Object.values(resources).some(
    ({ type, outputs = {} }) => type === tokens.assetAccess && isOfFolders(outputs),
  );
}
