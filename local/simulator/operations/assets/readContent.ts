import type { Content } from "../../store/assets.ts";
import { ApiError } from "../apiError.ts";

/** The members of an input that say what a dashboard or an analysis shows. */
export interface ContentInput {
  readonly SourceEntity?:
    | {
        readonly SourceTemplate?:
          | {
              readonly Arn: string;
              readonly DataSetReferences: readonly { readonly DataSetArn: string }[];
            }
          | undefined;
      }
    | undefined;
  readonly Definition?:
    | { readonly DataSetIdentifierDeclarations: readonly { readonly DataSetArn: string }[] }
    | undefined;
  readonly ThemeArn?: string | undefined;
  readonly ValidationStrategy?: { readonly Mode: string } | undefined;
}

/**
 * Takes a definition or a template, of which the API reference says that there must be one and only one;
 * the words are ours. Whether the template and the theme exist is not looked at.
 */
export function readContent({
  SourceEntity,
  Definition,
  ThemeArn,
  ValidationStrategy,
}: ContentInput): Content {
  const template = SourceEntity?.SourceTemplate;
  if ((template === undefined) === (Definition === undefined)) {
    throw new ApiError(
      "InvalidParameterValueException",
      "Exactly one of SourceEntity and Definition must be set.",
    );
  }
  const references = template?.DataSetReferences ?? Definition?.DataSetIdentifierDeclarations ?? [];
  return {
    definition: Definition,
    sourceEntityArn: template?.Arn,
    dataSetArns: [...new Set(references.map(({ DataSetArn }) => DataSetArn))],
    themeArn: ThemeArn,
    isLenient: ValidationStrategy?.Mode === "LENIENT",
  };
}
