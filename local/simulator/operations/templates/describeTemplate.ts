import type {
  DescribeTemplateCommandInput,
  DescribeTemplateCommandOutput,
} from "@aws-sdk/client-quicksight";
import { templateKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { requestedVersion } from "../assets/versions.ts";
import type { Handler } from "../handler.ts";
import { describeTemplateRecord } from "./templateRecord.ts";

/** Shows a template with its latest version, or the one that is asked for. */
export const describeTemplate: Handler<
  DescribeTemplateCommandInput,
  DescribeTemplateCommandOutput
> = (call, store) => {
  const { templates } = assetsOf(store, call);
  const template = requireAsset(templates, templateKind, call.input.TemplateId);
  const version = requestedVersion(templateKind, template, call.input);
  return { Template: describeTemplateRecord(template, version) };
};
