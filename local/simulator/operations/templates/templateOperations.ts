import type { OperationGroup } from "../handler.ts";
import { createTemplate } from "./createTemplate.ts";
import { deleteTemplate } from "./deleteTemplate.ts";
import { describeTemplate } from "./describeTemplate.ts";
import { describeTemplatePermissions } from "./describeTemplatePermissions.ts";
import { listTemplates } from "./listTemplates.ts";
import { updateTemplate } from "./updateTemplate.ts";
import { updateTemplatePermissions } from "./updateTemplatePermissions.ts";

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
  },
};
