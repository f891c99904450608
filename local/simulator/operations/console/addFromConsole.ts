import { z } from "zod";
import type { Asset, Content, Dashboard, DataSet, RegionAssets } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import type { Store } from "../../store/store.ts";
import {
  analysisKind,
  type AssetKind,
  dashboardKind,
  dataSetKind,
  dataSourceKind,
} from "../assets/assetKind.ts";
import { assetArn, createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { tellSearches } from "../assets/searched.ts";
import { addVersion } from "../dashboards/addVersion.ts";
import { controlCall, type Simulated } from "../controlCall.ts";
import type { Call } from "../handler.ts";

const schema = z.strictObject({
  Kind: z.enum(["FileSource", "FileDataSet", "PreparedDataSet", "DashboardOfAnalysis", "Samples"]),
  /** Names the asset; `Samples` have ids of their own. */
  Id: z.string().min(1).default("sample"),
  Name: z.string().optional(),
  /** The ARN of who made it, its owner. */
  Owner: z.string().optional(),
  Region: z.string().optional(),
});

type ConsoleAsset = z.output<typeof schema>;

/** The four sample data sets of a new account, each on a file of AWS's (user guide). */
const samples = [
  "Business Review",
  "People Overview",
  "Sales Pipeline",
  "Web and Social Media Analytics",
];

/** What the API can't do with a data set on a file. */
const ofFile = {
  undescribable: "The data set type is not supported through API yet",
  isFile: true,
};

interface Place {
  readonly call: Call<object>;
  readonly store: Store;
  readonly assets: RegionAssets;
}

/** How the console makes each kind. */
const makers: Readonly<Record<ConsoleAsset["Kind"], (place: Place, asset: ConsoleAsset) => void>> =
  {
    FileSource: addFileSource,
    FileDataSet: (place, asset) => {
      addDataSet(place, asset, ofFile);
    },
    // aws/aws-cli#9825; its permissions can be read.
    PreparedDataSet: (place, asset) => {
      addDataSet(place, asset, {
        undescribable:
          "DescribeDataSet is not supported for this dataSet in new data preparation experience",
      });
    },
    DashboardOfAnalysis: addDashboard,
    Samples: (place, asset) => {
      samples.forEach((Name, index) => {
        addFileSource(place, { ...asset, Id: `${asset.Id}-source-${index + 1}`, Name });
        addDataSet(place, { ...asset, Id: `${asset.Id}-${index + 1}`, Name }, ofFile);
      });
    },
  };

/**
 * Puts into a Region what people make in the console and the API can't make: files that were uploaded and data sets on them, data sets
 * of the new preparation that can't be described, dashboards that were published from an analysis, and the samples of a new account.
 *
 * @param body `{ "Kind": "…", "Id": "…" }`, and with that `Name`, `Owner` (an ARN), `Region`
 * @throws Error when something in it is wrong, or there is such an asset
 */
export function addFromConsole(simulated: Simulated, body: unknown): void {
  const { success, data: asset, error } = schema.safeParse(body);
  if (!success) throw new Error(z.prettifyError(error));
  const { store } = simulated;
  const call = controlCall(simulated, asset.Region);
  makers[asset.Kind]({ call, store, assets: assetsOf(store, call) }, asset);
  tellSearches(store, call);
}

function recordOf(
  { call, store }: Place,
  kind: AssetKind,
  { Id, Name = Id, Owner }: ConsoleAsset,
): Asset {
  const actions = kind.permissionSets.at(-1) ?? [];
  const Permissions = Owner === undefined ? [] : [{ Principal: Owner, Actions: [...actions] }];
  return createAssetRecord(call, store, kind, { id: Id, Name, Permissions });
}

/** A file that was uploaded: it has no parameters and no status (recordings of AWS), and the model does not know its type. */
function addFileSource(place: Place, asset: ConsoleAsset): void {
  const { dataSources } = place.assets;
  refuseExisting(dataSources, dataSourceKind, asset.Id);
  dataSources.set(asset.Id, {
    ...recordOf(place, dataSourceKind, asset),
    type: "FILE",
    status: undefined,
    errorInfo: undefined,
    parameters: undefined,
    alternateParameters: undefined,
    vpcConnectionProperties: undefined,
    sslProperties: undefined,
    secretArn: undefined,
    credentialsKey: undefined,
  });
}

function addDataSet(
  place: Place,
  asset: ConsoleAsset,
  limits: Pick<DataSet, "undescribable" | "isFile">,
): void {
  const { dataSets } = place.assets;
  refuseExisting(dataSets, dataSetKind, asset.Id);
  dataSets.set(asset.Id, {
    ...recordOf(place, dataSetKind, asset),
    ...limits,
    useAs: undefined,
    definition: { ImportMode: "SPICE", PhysicalTableMap: {} },
    ingestions: new SortedMap(),
    refreshProperties: undefined,
    refreshSchedules: new SortedMap(),
    spiceKey: undefined,
    spiceRows: undefined,
    sourceRows: undefined,
  });
}

function addDashboard(place: Place, asset: ConsoleAsset): void {
  const { call, store, assets } = place;
  refuseExisting(assets.dashboards, dashboardKind, asset.Id);
  const dashboard: Dashboard = {
    ...recordOf(place, dashboardKind, asset),
    versions: new SortedMap(),
    publishedVersion: 1,
    publishedAt: call.now,
    linkPermissions: new Map(),
    linkEntities: undefined,
    snapshotJobs: new SortedMap(),
  };
  assets.dashboards.set(asset.Id, dashboard);
  const content: Content = {
    definition: {},
    sourceEntityArn: assetArn(call, analysisKind, asset.Id),
    dataSetArns: [],
    themeArn: undefined,
    isLenient: false,
  };
  addVersion(call, store, assets, dashboard, 1, content);
}
