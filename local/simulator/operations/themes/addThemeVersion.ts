import type { CreateThemeCommandInput } from "@aws-sdk/client-quicksight";
import type { Theme, ThemeVersion } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { versionKey } from "../assets/versions.ts";
import type { Call, Checked } from "../handler.ts";

type Input = Pick<Checked<CreateThemeCommandInput>, "BaseThemeId" | "VersionDescription">;

/** Begins to build a version, which is CREATION_IN_PROGRESS for a while. */
export function addThemeVersion(
  { input, now, settings }: Call<Input>,
  store: Store,
  theme: Theme,
  number: number,
  configuration: ThemeVersion["configuration"],
): ThemeVersion {
  const version: ThemeVersion = {
    number,
    arn: `${theme.arn}/version/${number}`,
    description: input.VersionDescription,
    baseThemeId: input.BaseThemeId,
    configuration,
    createdAt: now,
    status: "CREATION_IN_PROGRESS",
  };
  theme.versions.set(versionKey(number), version);
  store.timeline.schedule(now + settings.assetDelayMs, () => {
    version.status = "CREATION_SUCCESSFUL";
  });
  return version;
}
