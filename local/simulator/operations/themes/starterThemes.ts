import type { Theme } from "../../store/assets.ts";
import { arnOf } from "../../store/arnOf.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { versionKey } from "../assets/versions.ts";

/** Theme ids as users know them; AWS documents MIDNIGHT and that there are others, the API only lists them. */
const names = { CLASSIC: "Classic", MIDNIGHT: "Midnight", RAINIER: "Rainier", SEASIDE: "Seaside" };

/** The themes that AWS brings. Their ARNs name no Region: `arn:aws:quicksight::aws:theme/MIDNIGHT` (API reference). */
export function starterThemes(): Theme[] {
  return Object.entries(names).map(([id, name]) => {
    const arn = arnOf("", "aws", `theme/${id}`);
    const theme: Theme = {
      id,
      arn,
      name,
      type: "QUICKSIGHT",
      permissions: new Map(),
      versions: new SortedMap(),
      aliases: new SortedMap(),
      createdAt: 0,
      updatedAt: 0,
    };
    theme.versions.set(versionKey(1), {
      number: 1,
      arn: `${arn}/version/1`,
      description: undefined,
      baseThemeId: id,
      configuration: undefined,
      createdAt: 0,
      status: "CREATION_SUCCESSFUL",
    });
    return theme;
  });
}
