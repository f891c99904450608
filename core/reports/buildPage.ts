import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { PageData } from "./page/pageData.ts";

const fileOf = (name: string) => fileURLToPath(new URL(`page/${name}`, import.meta.url));

/**
 * The page as one file: markup, style, program and data. It asks for nothing else, and its policy would not let it: who opens it needs no
 * network, and nothing of it leaves the machine.
 */
export async function buildPage(data: PageData): Promise<string> {
  const [style, program] = await Promise.all([readFile(fileOf("page.css"), "utf8"), bundle()]);
  const account = data.accountId.replace(/\D/g, "");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:">
<title>QuickSight access of ${account}</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This report needs JavaScript, which is in it; nothing is loaded.</noscript>
<script type="application/json" id="data">${escapeData(JSON.stringify(data))}</script>
<script type="module">${program}</script>
</body>
</html>
`;
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

/** Names that anybody chose stand in the data: none ends the element that it is in, or opens a comment. */
const escapeData = (json: string) => json.replaceAll("<", String.raw`\u003c`);
