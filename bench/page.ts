import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { pathToFileURL } from "node:url";
import { describePage, renderPage } from "@quicksight-governance/core/reports";
import { bundlePage } from "@quicksight-governance/core/reports/bundlePage";
import { startBrowser } from "../tests/support/startBrowser.ts";
import { drawAccess, snapshotOfDrawn } from "./drawAccess.ts";
import { formatBytes, formatTable } from "./formatTable.ts";

/** Milliseconds: until something is seen, and until what is searched for is. */
const required = { paint: 1000, search: 100 };
const words = ["p", "person-99", "example 42", "nobody is called so", ""];

// `npm run bench:page`: the page of 10,000 people and 2,000 assets in a real browser, from opening the file and from a key press until it is
// drawn. Ends with 1 where one of them takes longer than it may. `--picture FILE` keeps a picture of a person's part, for the documents.
const { values } = parseArgs({ options: { picture: { type: "string" } } });
const folder = await mkdtemp(join(tmpdir(), "report-"));
const { browser, close } = await startBrowser();
try {
  const drawn = drawAccess({ shape: "departments", people: 10_000, assets: 2000, moment: 1 });
  const began = performance.now();
  const text = renderPage(describePage(snapshotOfDrawn(drawn)), await bundlePage());
  const built = performance.now() - began;
  const file = join(folder, "index.html");
  await writeFile(file, text);
  const page = await browser.newPage();
  await page.goto(pathToFileURL(file).href);
  const paint = (await page.evaluate(`new Promise((painted) => {
    new PerformanceObserver((list) => painted(list.getEntriesByName("first-contentful-paint")[0].startTime))
      .observe({ type: "paint", buffered: true });
  })`)) as number;
  await page.evaluate(`location.hash = "#/people"`);
  await page.waitForSelector("#search");
  const searches = (await page.evaluate(`(async () => {
    const input = document.querySelector("#search");
    const times = [];
    for (const word of ${JSON.stringify(words)}) {
      const began = performance.now();
      input.value = word;
      input.dispatchEvent(new Event("input"));
      await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
      times.push(performance.now() - began);
    }
    return times;
  })()`)) as number[];
  const search = Math.max(...searches);
  if (values.picture !== undefined) {
    await page.setViewport({ width: 1000, height: 620 });
    await page.evaluate(
      `location.hash = "#/person/default/quicksight-fed-users%2Fperson-7%40example.com"`,
    );
    await page.waitForSelector("dl");
    await page.screenshot({ path: values.picture });
  }
  const headers = ["file", "made in", "first paint", "slowest search"];
  const times = [built, paint, search].map((time) => `${Math.round(time)} ms`);
  console.log(formatTable(headers, [[formatBytes(text.length), ...times]]));
  if (paint > required.paint || search > required.search) process.exitCode = 1;
} finally {
  await close();
  await rm(folder, { recursive: true });
}
