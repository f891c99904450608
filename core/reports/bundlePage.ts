import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { PageParts } from "./renderPage.ts";

const fileOf = (name: string) => fileURLToPath(new URL(`page/${name}`, import.meta.url));

/**
 * Makes what every page has. It reads the sources and bundles them: a function takes the result with it, and gives it to `writeReports`.
 */
export async function bundlePage(): Promise<PageParts> {
  const [style, program] = await Promise.all([readFile(fileOf("page.css"), "utf8"), bundle()]);
  return { style, program };
}

/** The program of the page with all that it uses, as browsers of the last two years run it; esbuild sees to it that no text in it ends a script. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileOf("main.ts")],
    ...{ bundle: true, minify: true, write: false, format: "esm", legalComments: "none" },
    ...{ target: "es2023", logLevel: "silent", charset: "utf8" },
  });
  return outputFiles[0]?.text ?? "";
}
