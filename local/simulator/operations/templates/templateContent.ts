import type { CreateTemplateCommandInput, TemplateError } from "@aws-sdk/client-quicksight";
import type { RegionAssets, TemplateVersion } from "../../store/assets.ts";
import { analysisKind, dataSetKind, templateKind } from "../assets/assetKind.ts";
import { findByArn, idOfArn } from "../assets/assetRecord.ts";
import type { Call, Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";

type Input = Pick<Checked<CreateTemplateCommandInput>, "SourceEntity" | "Definition">;

/** What a template is made of. */
export interface TemplateContent extends Pick<
  TemplateVersion,
  "sourceEntityArn" | "dataSetConfigurations"
> {
  /** What is wrong with it by the time it is built. */
  readonly findErrors: () => TemplateError[];
}

/**
 * Takes a definition, an analysis or another template, of which there must be one and only one (API reference); the
 * words are ours. Sources and data sets that do not exist fail later, as the types of errors suggest; templates may be
 * of other accounts and Regions and are not looked for there.
 */
export function readTemplateContent(call: Call<Input>, assets: RegionAssets): TemplateContent {
  const { SourceEntity, Definition } = call.input;
  const { SourceAnalysis, SourceTemplate } = SourceEntity ?? {};
  if (
    [Definition, SourceAnalysis, SourceTemplate].filter((one) => one !== undefined).length !== 1
  ) {
    refuse("Exactly one of SourceAnalysis, SourceTemplate and Definition must be set.");
  }
  const references = SourceAnalysis?.DataSetReferences ?? [];
  const source = SourceAnalysis?.Arn ?? SourceTemplate?.Arn;
  const missing = (): boolean =>
    (SourceAnalysis !== undefined &&
      findByArn(call, assets.analyses, analysisKind, SourceAnalysis.Arn) === undefined) ||
    (SourceTemplate !== undefined && isMissingHere(call, assets, SourceTemplate.Arn));
  return {
    sourceEntityArn: source,
    dataSetConfigurations:
      Definition?.DataSetConfigurations.slice() ??
      references.map(({ DataSetPlaceholder }) => ({ Placeholder: DataSetPlaceholder })),
    findErrors: () => [
      ...(missing()
        ? [{ Type: "SOURCE_NOT_FOUND" as const, Message: `Source ${source ?? ""} not found.` }]
        : []),
      ...references
        .filter(
          ({ DataSetArn }) =>
            findByArn(call, assets.dataSets, dataSetKind, DataSetArn) === undefined,
        )
        .map(({ DataSetArn }) => ({
          Type: "DATA_SET_NOT_FOUND" as const,
          Message: `DataSet ${DataSetArn} not found.`,
        })),
    ],
  };
}

function isMissingHere(call: Call<unknown>, { templates }: RegionAssets, arn: string): boolean {
  const id = idOfArn(call, templateKind, arn);
  return id !== undefined && !templates.has(id);
}
