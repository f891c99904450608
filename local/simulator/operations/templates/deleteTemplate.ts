import type {
  DeleteTemplateCommandInput,
  DeleteTemplateCommandOutput,
} from "@aws-sdk/client-quicksight";
import { templateKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { deleteVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { dropTags } from "../tags/tagStore.ts";

/** Deletes a template, or one version of it; dashboards made of it stay as they are. */
export const deleteTemplate: Handler<DeleteTemplateCommandInput, DeleteTemplateCommandOutput> = (
  call,
  store,
) => {
  const { TemplateId, VersionNumber } = call.input;
  const assets = assetsOf(store, call);
  const template = requireAsset(assets.templates, templateKind, TemplateId);
  if (VersionNumber === undefined) {
    assets.templates.delete(TemplateId);
    dropTags(store, template.arn);
  } else {
    deleteVersion(templateKind, template, VersionNumber);
  }
  return { Arn: template.arn, TemplateId };
};
