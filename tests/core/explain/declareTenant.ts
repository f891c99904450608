import {
  CreateDashboardCommand,
  CreateFolderCommand,
  DeleteDashboardCommand,
  DeleteDataSetCommand,
  DeleteDataSourceCommand,
  type QuickSightClient,
  UpdateDashboardCommand,
  UpdateDataSetCommand,
  UpdateFolderCommand,
} from "@aws-sdk/client-quicksight";
import { landingAssetOf } from "../../../core/access/landingPage.ts";
import type { ResolvedFolders } from "../../../core/access/folders/resolveFolders.ts";
import type { Asset } from "../../../core/assets/asset.ts";
import { grantPermissions } from "../../../core/assets/grantPermissions.ts";
import { listAssets } from "../../../core/assets/listAssets.ts";
import { permissionSet } from "../../../core/assets/permissionSet.ts";
import { readPermissions } from "../../../core/assets/readPermissions.ts";
import { revokePermissions } from "../../../core/assets/revokePermissions.ts";
import { groupArnOf } from "../../../core/aws/scope.ts";
import { folderTypeOf } from "../../../core/access/folders/folderTypeOf.ts";
import { withEveryAsset } from "../../../core/settings/withEveryAsset.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { arn, createDataSet, createDataSource, showing } from "../../simulator/support/assets.ts";
import type { RandomFiles } from "./randomTenant.ts";

const AwsAccountId = scope.accountId;

type Settings = RandomFiles["settings"];

/** An asset, and who is to have it and nobody else; undefined: whoever has it. */
interface Declared extends Asset {
  readonly owners?: readonly string[];
  readonly viewers?: readonly string[];
  readonly make: () => Promise<unknown>;
  /** Makes one that is there what it is declared as; absent: it never is another. */
  readonly change?: () => Promise<unknown>;
}

/** What the native resources of a tenant's stack are declared as, by the ids that the documentation names. */
function declaredBy(data: QuickSightClient, settings: Settings): Declared[] {
  const { namespace, dataSources, dataSets } = settings;
  const idOf = (key: string) => `qsgov-${namespace}-${key}`;
  const page = landingAssetOf(settings);
  const nobody = { owners: [], viewers: [] };
  const table = (source: string, column = "region") => ({
    PhysicalTableMap: {
      table: {
        RelationalTable: {
          DataSourceArn: arn(`datasource/${source}`),
          Name: "t",
          InputColumns: [{ Name: column, Type: "STRING" as const }],
        },
      },
    },
  });
  return [
    ...Object.entries(dataSources).map(([key, source]): Declared => {
      const id = idOf(key);
      return {
        ...{ kind: "data-source", id, name: source.name },
        ...withEveryAsset(source, settings, "dataSources"),
        make: () => createDataSource(data, id, { Name: source.name }),
      };
    }),
    ...Object.entries(dataSets).flatMap(([key, set]): Declared[] => {
      const [id, rules] = [idOf(key), idOf(`${key}-rules`)];
      const source = idOf(set.source);
      const name = `Rules: ${namespace}-${key}-rules`;
      const ruled = set.rowRules !== undefined;
      const ruledBy = { Arn: arn(`dataset/${rules}`), PermissionPolicy: "GRANT_ACCESS" as const };
      const definition = {
        ...{ Name: set.name, ...table(source) },
        ...(ruled ? { RowLevelPermissionDataSet: ruledBy } : {}),
      };
      const own: Declared = {
        ...{ kind: "data-set", id, name: set.name },
        ...withEveryAsset(set, settings, "dataSets"),
        make: () => createDataSet(data, id, definition),
        change: () =>
          data.send(
            new UpdateDataSetCommand({
              ...{ AwsAccountId, DataSetId: id, ImportMode: "DIRECT_QUERY", ...definition },
            }),
          ),
      };
      if (!ruled) return [own];
      return [
        {
          ...{ kind: "data-source", id: rules, name, ...nobody },
          make: () => createDataSource(data, rules, { Name: name }),
        },
        {
          ...{ kind: "data-set", id: rules, name, ...nobody },
          make: () =>
            createDataSet(data, rules, {
              Name: name,
              ...table(rules, "GroupName"),
              UseAs: "RLS_RULES",
            }),
        },
        own,
      ];
    }),
    ...(page === undefined
      ? []
      : [
          {
            ...page,
            make: () =>
              data.send(
                new CreateDashboardCommand({
                  ...{ AwsAccountId, DashboardId: page.id, Name: page.name },
                  Definition: showing(idOf("landing-page")),
                }),
              ),
            change: () =>
              data.send(
                new UpdateDashboardCommand({
                  ...{ AwsAccountId, DashboardId: page.id, Name: page.name },
                  Definition: showing(idOf("landing-page")),
                }),
              ),
          },
        ]),
  ];
}

/** Makes the data and the landing page of a tenant as its stack's native resources do, who has them as a whole list. */
export async function declareData(data: QuickSightClient, settings: Settings): Promise<void> {
  const at = { ...scope, namespace: settings.namespace };
  for (const { make, change, owners, viewers, ...asset } of declaredBy(data, settings)) {
    const there = await listAssets(data, AwsAccountId, asset.kind);
    await (there.some(({ id }) => id === asset.id) ? change?.() : make());
    if (owners === undefined || viewers === undefined) continue;
    const wanted = [...new Set([...owners, ...viewers])].map((group) => ({
      Principal: groupArnOf(at, group),
      Actions: [...permissionSet(asset.kind, owners.includes(group) ? "owner" : "viewer")],
    }));
    const had = await readPermissions(data, AwsAccountId, asset);
    if (had !== undefined && had.length > 0) {
      await revokePermissions(data, AwsAccountId, asset, { revoke: had });
    }
    if (wanted.length > 0) await grantPermissions(data, AwsAccountId, asset, wanted);
  }
}

/** Deletes what the settings do not declare any more, as the engine does at the end. */
export async function dropData(
  data: QuickSightClient,
  former: Settings | undefined,
  settings: Settings,
): Promise<void> {
  if (former === undefined) return;
  const left = new Set(declaredBy(data, settings).map(({ kind, id }) => `${kind}/${id}`));
  const going = declaredBy(data, former).filter(({ kind, id }) => !left.has(`${kind}/${id}`));
  for (const asset of going.reverse()) await remove(data, asset);
}

function remove(data: QuickSightClient, { kind, id }: Pick<Asset, "kind" | "id">) {
  if (kind === "dashboard") {
    return data.send(new DeleteDashboardCommand({ AwsAccountId, DashboardId: id }));
  }
  return kind === "data-set"
    ? data.send(new DeleteDataSetCommand({ AwsAccountId, DataSetId: id }))
    : data.send(new DeleteDataSourceCommand({ AwsAccountId, DataSourceId: id }));
}

/** Makes and names the folders of a tenant as its stack's native resources do; none is ever deleted. */
export async function declareFolders(
  data: QuickSightClient,
  settings: Settings,
  { byKey }: ResolvedFolders,
): Promise<void> {
  const there = new Map(
    (await listAssets(data, AwsAccountId, "folder")).map(({ id, name }) => [id, name]),
  );
  const make = async (key: string): Promise<void> => {
    const [declared, folder] = [byKey.get(key), settings.folders[key]];
    if (declared?.own !== true || folder === undefined) return;
    const { id: FolderId, parent } = declared;
    const Name = folder.name;
    if (folder.parent !== undefined) await make(folder.parent);
    if (!there.has(FolderId)) {
      const FolderType =
        folderTypeOf(key, settings, { byKey, there: [] }) === "restricted"
          ? "RESTRICTED"
          : "SHARED";
      const ParentFolderArn = parent === undefined ? undefined : arn(`folder/${parent}`);
      await data.send(
        new CreateFolderCommand({ AwsAccountId, FolderId, Name, FolderType, ParentFolderArn }),
      );
    } else if (there.get(FolderId) !== Name) {
      await data.send(new UpdateFolderCommand({ AwsAccountId, FolderId, Name }));
    }
    there.set(FolderId, Name);
  };
  for (const key of Object.keys(settings.folders)) await make(key);
}
