import type { Template as ApiTemplate, TemplateSummary } from "@aws-sdk/client-quicksight";
import type { Template, TemplateVersion } from "../../store/assets.ts";
import { latestVersion } from "../assets/versions.ts";

/** A template as lists show it. */
export function summarizeTemplate(template: Template): TemplateSummary {
  return {
    Arn: template.arn,
    TemplateId: template.id,
    Name: template.name,
    LatestVersionNumber: latestVersion(template).number,
    CreatedTime: new Date(template.createdAt),
    LastUpdatedTime: new Date(template.updatedAt),
  };
}

/** A template as the API shows it, with one of its versions. */
export function describeTemplateRecord(template: Template, version: TemplateVersion): ApiTemplate {
  return {
    Arn: template.arn,
    TemplateId: template.id,
    Name: template.name,
    CreatedTime: new Date(template.createdAt),
    LastUpdatedTime: new Date(template.updatedAt),
    Version: {
      VersionNumber: version.number,
      Description: version.description,
      CreatedTime: new Date(version.createdAt),
      Status: version.status,
      Errors: version.errors,
      SourceEntityArn: version.sourceEntityArn,
      DataSetConfigurations: version.dataSetConfigurations,
    },
  };
}
