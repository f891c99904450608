import {
  paginateListTemplates,
  paginateListThemes,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import type { OwnableAsset } from "./ownedAsset.ts";

/**
 * All themes and templates of the client's Region, as there is no search for them by owner. Starter themes are left out:
 * they are nobody's (`CUSTOM` are those that people made; API reference of ListThemes).
 *
 * @throws when they cannot be listed
 */
export async function listUnsearchable(
  client: QuickSightClient,
  AwsAccountId: string,
): Promise<OwnableAsset[]> {
  const configuration = { client, pageSize: 100 };
  const assets: OwnableAsset[] = [];
  try {
    const themes = paginateListThemes(configuration, { AwsAccountId, Type: "CUSTOM" });
    for await (const { ThemeSummaryList = [] } of themes) {
      for (const { ThemeId: id, Name: name = "" } of ThemeSummaryList) {
        if (id !== undefined) assets.push({ kind: "theme", id, name });
      }
    }
    const templates = paginateListTemplates(configuration, { AwsAccountId });
    for await (const { TemplateSummaryList = [] } of templates) {
      for (const { TemplateId: id, Name: name = "" } of TemplateSummaryList) {
        if (id !== undefined) assets.push({ kind: "template", id, name });
      }
    }
  } catch (error) {
    const reason = describeError(error);
    throw new Error(`themes and templates cannot be listed: ${reason}`, { cause: error });
  }
  return assets;
}
