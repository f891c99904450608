import type { CreateTemplateCommandInput } from "@aws-sdk/client-quicksight";
import type { Template, TemplateVersion } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { versionKey } from "../assets/versions.ts";
import type { Call, Checked } from "../handler.ts";
import type { TemplateContent } from "./templateContent.ts";

type Input = Pick<Checked<CreateTemplateCommandInput>, "VersionDescription">;

/** Begins to build a version, which is CREATION_IN_PROGRESS until its source is found. */
export function addTemplateVersion(
  { input, now, settings }: Call<Input>,
  store: Store,
  template: Template,
  number: number,
  { findErrors, ...content }: TemplateContent,
): TemplateVersion {
  const version: TemplateVersion = {
    ...content,
    number,
    arn: `${template.arn}/version/${number}`,
    description: input.VersionDescription,
    createdAt: now,
    status: "CREATION_IN_PROGRESS",
    errors: [],
  };
  template.versions.set(versionKey(number), version);
  store.timeline.schedule(now + settings.assetDelayMs, () => {
    version.errors = findErrors();
    version.status = version.errors.length === 0 ? "CREATION_SUCCESSFUL" : "CREATION_FAILED";
  });
  return version;
}
