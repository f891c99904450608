import { parseRemembered, type Remembered, rememberedIn } from "@quicksight-governance/core/access";
import { tokens } from "../providers/tokens.ts";
import type { StackResources } from "./readState.ts";

/** Which assets the names in the setting `access` meant when the stack was last updated. */
export function readRemembered(resources: StackResources): Remembered {
  for (const { type, outputs = {} } of Object.values(resources)) {
    if (type !== tokens.assetAccess) continue;
    const { remembered, access } = outputs;
    if (typeof remembered === "string" && remembered !== "") return parseRemembered(remembered);
    if (typeof access === "string") return rememberedIn(access);
  }
  return new Map();
}
