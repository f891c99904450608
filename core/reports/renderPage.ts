import type { PageData } from "./page/pageData.ts";

/** What every page has, whatever it shows: made by `bundlePage` once. */
export interface PageParts {
  /** CSS. */
  readonly style: string;
  /** JavaScript. */
  readonly program: string;
}

/**
 * The page as one file: markup, style, program and data. It asks for nothing else, and its policy would not let it: who opens it needs no
 * network, and nothing of it leaves the machine.
 */
export function renderPage(data: PageData, { style, program }: PageParts): string {
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

/** Names that anybody chose stand in the data: none ends the element that it is in, or opens a comment. */
const escapeData = (json: string) => json.replaceAll("<", String.raw`\u003c`);
