import type {
  UpdateTemplateCommandInput,
  UpdateTemplateCommandOutput,
} from "@aws-sdk/client-quicksight";
import { ApiError } from "../apiError.ts";
import { templateKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { latestVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { addTemplateVersion } from "./addTemplateVersion.ts";
import { readTemplateContent } from "./templateContent.ts";

/** Adds a version; that the name stays when it is left out is not confirmed. */
export const updateTemplate: Handler<UpdateTemplateCommandInput, UpdateTemplateCommandOutput> = (
  call,
  store,
) => {
  const { TemplateId, Name } = call.input;
  const assets = assetsOf(store, call);
  const template = requireAsset(assets.templates, templateKind, TemplateId);
  const content = readTemplateContent(call, assets);
  const latest = latestVersion(template);
  if (latest.status === "CREATION_IN_PROGRESS") {
    // ConflictException is in the operation's list of errors; that this is its cause is not confirmed.
    throw new ApiError(
      "ConflictException",
      `Version ${latest.number} of Template ${TemplateId} is ${latest.status}.`,
    );
  }
  const version = addTemplateVersion(call, store, template, latest.number + 1, content);
  template.name = Name ?? template.name;
  template.updatedAt = call.now;
  return {
    Arn: template.arn,
    VersionArn: version.arn,
    TemplateId,
    CreationStatus: version.status,
  };
};
