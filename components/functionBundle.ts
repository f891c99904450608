import { fileURLToPath } from "node:url";
import * as pulumi from "@pulumi/pulumi";
import { bundlePage } from "@quicksight-governance/core/reports/bundlePage";
import { build } from "esbuild";

/** Packages that are not ESM ask for this. */
const requireOfModules =
  'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** The Node that the functions run on: the newest that Lambda calls supported in the provider's schema. */
export const functionRuntime = "nodejs24.x";

/**
 * The code of the functions: one file with all that they use, the SDK as well, so that what runs is what was tested; and beside it what every page
 * of the reports has. The same sources give the same archive, so that a preview without a change is empty.
 */
export async function functionBundle(): Promise<pulumi.asset.AssetArchive> {
  const [{ outputFiles }, page] = await Promise.all([
    build({
      entryPoints: [fileURLToPath(new URL("../functions/index.ts", import.meta.url))],
      ...{ bundle: true, write: false, format: "esm", platform: "node", target: "node24" },
      ...{ minifySyntax: true, minifyWhitespace: true, legalComments: "none" },
      // Names of functions and errors stay, as people read them in logs.
      ...{ keepNames: true, logLevel: "silent", banner: { js: requireOfModules } },
    }),
    bundlePage(),
  ]);
  return new pulumi.asset.AssetArchive({
    "index.mjs": new pulumi.asset.StringAsset(outputFiles[0]?.text ?? ""),
    "page.json": new pulumi.asset.StringAsset(JSON.stringify(page)),
  });
}
