import type { RegionAssets } from "../../store/assets.ts";
import { templateKind } from "../assets/assetKind.ts";
import { requireAsset } from "../assets/assetRecord.ts";
import { versionHandlers } from "../assets/versionHandlers.ts";
import type { OperationGroup } from "../handler.ts";
import { createTemplate } from "./createTemplate.ts";
import { deleteTemplate } from "./deleteTemplate.ts";
import { describeTemplate } from "./describeTemplate.ts";
import { describeTemplatePermissions } from "./describeTemplatePermissions.ts";
import { listTemplates } from "./listTemplates.ts";
import { updateTemplate } from "./updateTemplate.ts";
import { updateTemplatePermissions } from "./updateTemplatePermissions.ts";

const findTemplate = ({ templates }: RegionAssets, id: string) =>
  requireAsset(templates, templateKind, id);

/** What dashboards and analyses are made of. */
export const templateOperations: OperationGroup = {
  scope: "region",
  handlers: {
    CreateTemplate: createTemplate,
    DeleteTemplate: deleteTemplate,
    DescribeTemplate: describeTemplate,
    DescribeTemplatePermissions: describeTemplatePermissions,
    ListTemplates: listTemplates,
    UpdateTemplate: updateTemplate,
    UpdateTemplatePermissions: updateTemplatePermissions,
    ...versionHandlers({ ...templateKind, find: findTemplate, change: findTemplate }),
  },
};
