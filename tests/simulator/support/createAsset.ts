import {
  CreateAnalysisCommand,
  CreateFolderCommand,
  CreateTemplateCommand,
  CreateThemeCommand,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import type { AssetKind } from "../../../core/assets/assetKinds.ts";
import { createDashboard, createDataSet, createDataSource, showing } from "./assets.ts";
import { createPlain } from "./plainAssets.ts";
import { AwsAccountId } from "./simulated.ts";

type Create = (client: QuickSightClient, id: string, Name: string) => Promise<unknown>;

const account = { AwsAccountId };

/** Creates an asset of each kind; the data source `db` must exist. Where the API makes up ids, the answer is the id. */
export const createAsset: Readonly<Record<AssetKind, Create>> = {
  dashboard: (client, id, Name) => createDashboard(client, id, { Name }),
  analysis: (client, AnalysisId, Name) =>
    client.send(new CreateAnalysisCommand({ ...account, AnalysisId, Name, Definition: showing() })),
  "data-set": (client, id, Name) => createDataSet(client, id, { Name }),
  "data-source": (client, id, Name) => createDataSource(client, id, { Name }),
  folder: (client, FolderId, Name) =>
    client.send(new CreateFolderCommand({ ...account, FolderId, Name })),
  theme: (client, ThemeId, Name) =>
    client.send(
      new CreateThemeCommand({
        ...{ ...account, ThemeId, Name, BaseThemeId: "CLASSIC", Configuration: {} },
      }),
    ),
  template: (client, TemplateId, Name) =>
    client.send(
      new CreateTemplateCommand({
        ...{ ...account, TemplateId, Name, Definition: { DataSetConfigurations: [] } },
      }),
    ),
  ...createPlain,
};
