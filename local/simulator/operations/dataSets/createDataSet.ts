import type {
  CreateDataSetCommandInput,
  CreateDataSetCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { DataSet } from "../../store/assets.ts";
import { SortedMap } from "../../store/sortedMap.ts";
import { dataSetKind } from "../assets/assetKind.ts";
import { createAssetRecord, refuseExisting } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { addMember, requireFolders } from "../folders/folderMembers.ts";
import type { Handler } from "../handler.ts";
import { beginOwnIngestion } from "../ingestions/beginIngestion.ts";
import { refuse } from "../refuse.ts";
import { readFileRows } from "../ingestions/readFileRows.ts";
import { readDefinition } from "./dataSetRecord.ts";

/** "Limited to 96 characters", says the API reference of DataSet; the model does not, and the words of the refusal are ours. */
const longestId = 96;

/** Creates a data set, which is there at once; one in SPICE is then loaded. */
export const createDataSet: Handler<CreateDataSetCommandInput, CreateDataSetCommandOutput> = async (
  call,
  store,
) => {
  const { input } = call;
  const assets = assetsOf(store, call);
  if (input.DataSetId.length > longestId) {
    refuse(`DataSetId ${input.DataSetId} is longer than ${longestId} characters.`);
  }
  refuseExisting(assets.dataSets, dataSetKind, input.DataSetId);
  const definition = readDefinition(call, store, assets, input.DataSetId);
  const found = await readFileRows(call, assets, { definition, useAs: input.UseAs });
  const folders = requireFolders(call, assets, input.FolderArns);
  const dataSet: DataSet = {
    ...createAssetRecord(call, store, dataSetKind, { ...input, id: input.DataSetId }),
    useAs: input.UseAs,
    definition,
    ingestions: new SortedMap(),
    refreshProperties: undefined,
    refreshSchedules: new SortedMap(),
    spiceKey: undefined,
    spiceRows: undefined,
    sourceRows: undefined,
  };
  addMember(folders, { type: "DATASET", id: dataSet.id });
  assets.dataSets.set(dataSet.id, dataSet);
  const requestType = "INITIAL_INGESTION";
  const load = await beginOwnIngestion(call, store, assets, dataSet, { requestType, found });
  return { Arn: dataSet.arn, DataSetId: dataSet.id, ...load };
};
