import {
  paginateSearchAnalyses,
  paginateSearchDashboards,
  paginateSearchDataSets,
  paginateSearchDataSources,
  paginateSearchFolders,
  type QuickSightClient,
} from "@aws-sdk/client-quicksight";
import { describeError } from "../aws/describeError.ts";
import { mapParallel } from "../aws/mapParallel.ts";
import { type OwnableAsset, type SearchableKind, searchableKinds } from "./ownedAsset.ts";

/**
 * What the search finds for these owners, five searches for each. It is eventually consistent (API reference), so that a hit
 * is no proof; analyses that wait for deletion are left out.
 *
 * @throws when a search fails: what it would have found is not known
 */
export async function searchOwned(
  client: QuickSightClient,
  accountId: string,
  userArns: readonly string[],
): Promise<OwnableAsset[]> {
  const searches = userArns.flatMap((arn) => searchableKinds.map((kind) => ({ arn, kind })));
  const found = await mapParallel(searches, async ({ arn, kind }) => {
    try {
      return await search(client, accountId, kind, arn);
    } catch (error) {
      const reason = describeError(error);
      throw new Error(`what ${arn} owns cannot be searched for (${kind}): ${reason}`, {
        cause: error,
      });
    }
  });
  return found.flat();
}

async function search(
  client: QuickSightClient,
  accountId: string,
  kind: SearchableKind,
  arn: string,
): Promise<OwnableAsset[]> {
  const assets: OwnableAsset[] = [];
  for await (const page of searchPages(client, accountId, kind, arn)) {
    for (const { id, name = "" } of page) if (id !== undefined) assets.push({ kind, id, name });
  }
  return assets;
}

type Found = readonly { readonly id: string | undefined; readonly name: string | undefined }[];

async function* searchPages(
  client: QuickSightClient,
  AwsAccountId: string,
  kind: SearchableKind,
  Value: string,
): AsyncGenerator<Found> {
  const configuration = { client, pageSize: 100 };
  const byOwner = { Operator: "StringEquals", Name: "DIRECT_QUICKSIGHT_OWNER", Value } as const;
  // Made anew for each search: the SDK's paginators write their next token into the input that they are given.
  const input = { AwsAccountId, Filters: [byOwner] };
  switch (kind) {
    case "dashboard":
      for await (const page of paginateSearchDashboards(configuration, input)) {
        const list = page.DashboardSummaryList ?? [];
        yield list.map(({ DashboardId: id, Name: name }) => ({ id, name }));
      }
      return;
    case "analysis":
      for await (const page of paginateSearchAnalyses(configuration, input)) {
        const list = page.AnalysisSummaryList ?? [];
        const kept = list.filter(({ Status }) => Status !== "DELETED");
        yield kept.map(({ AnalysisId: id, Name: name }) => ({ id, name }));
      }
      return;
    case "data-set":
      for await (const page of paginateSearchDataSets(configuration, input)) {
        const list = page.DataSetSummaries ?? [];
        yield list.map(({ DataSetId: id, Name: name }) => ({ id, name }));
      }
      return;
    case "data-source":
      for await (const page of paginateSearchDataSources(configuration, input)) {
        const list = page.DataSourceSummaries ?? [];
        yield list.map(({ DataSourceId: id, Name: name }) => ({ id, name }));
      }
      return;
    case "folder":
      for await (const page of paginateSearchFolders(configuration, input)) {
        const list = page.FolderSummaryList ?? [];
        yield list.map(({ FolderId: id, Name: name }) => ({ id, name }));
      }
  }
}
