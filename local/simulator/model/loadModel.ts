import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { ServiceModel } from "./serviceModel.ts";

const pythonLibraries = path.resolve(import.meta.dirname, "../../../.cache/python/lib");
const insideLibrary = "site-packages/botocore/data/quicksight/2018-04-01/service-2.json.gz";

/**
 * Reads the API's own model, which botocore ships.
 *
 * @param modelPath where it is; by default `$QUICKSIGHT_MODEL`, else the project's Python environment.
 */
export function loadModel(modelPath?: string): ServiceModel {
  const file = modelPath ?? process.env["QUICKSIGHT_MODEL"] ?? findModel();
  if (file === undefined || !existsSync(file)) {
    throw new Error(
      `QuickSight API model: not found (${file ?? pythonLibraries}); ` +
        "run `bash local/setup.sh true`, or set QUICKSIGHT_MODEL to botocore's service-2.json.gz",
    );
  }
  const bytes = readFileSync(file);
  const text = file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
  return JSON.parse(text.toString("utf8")) as ServiceModel;
}

function findModel(): string | undefined {
  if (!existsSync(pythonLibraries)) {
    return undefined;
  }
  return readdirSync(pythonLibraries)
    .map((version) => path.join(pythonLibraries, version, insideLibrary))
    .find((file) => existsSync(file));
}
