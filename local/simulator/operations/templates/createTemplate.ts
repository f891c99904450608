import type {
  CreateTemplateCommandInput,
  CreateTemplateCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Template } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { templateKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import type { Handler } from "../handler.ts";
import { addTemplateVersion } from "./addTemplateVersion.ts";
import { readTemplateContent } from "./templateContent.ts";

/** Begins to create a template; one without a name is called by its id, which is not confirmed. */
export const createTemplate: Handler<CreateTemplateCommandInput, CreateTemplateCommandOutput> = (
  call,
  store,
) => {
  const { TemplateId, Name = TemplateId } = call.input;
  const assets = assetsOf(store, call);
  refuseExisting(assets.templates, templateKind, TemplateId);
  const content = readTemplateContent(call, assets);
  const template: Template = {
    ...createAssetRecord(call, store, templateKind, { ...call.input, id: TemplateId, Name }),
    versions: new SortedMap(),
    aliases: new SortedMap(),
  };
  const version = addTemplateVersion(call, store, template, 1, content);
  assets.templates.set(TemplateId, template);
  return {
    Arn: template.arn,
    VersionArn: version.arn,
    TemplateId,
    CreationStatus: version.status,
  };
};
