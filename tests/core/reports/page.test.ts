import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "puppeteer-core";
import { drawAccess, snapshotOfDrawn } from "../../../bench/drawAccess.ts";
import type { Snapshot } from "../../../core/explain/snapshot.ts";
import { bundlePage } from "../../../core/reports/bundlePage.ts";
import { describePage } from "../../../core/reports/describePage.ts";
import { renderPage } from "../../../core/reports/renderPage.ts";
import { type StartedBrowser, startBrowser } from "../../support/startBrowser.ts";
import { asset, grant, person, snapshotOf } from "../explain/explained.ts";

const axeProgram = new URL("../../../node_modules/axe-core/axe.min.js", import.meta.url);

describe("the page of a report, in a browser", function () {
  this.timeout(120_000);
  let folder: string;
  let started: StartedBrowser;
  let page: Page;
  /** What went wrong in the page, and what it asked for besides itself. */
  let errors: string[];
  let requests: string[];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "report-"));
    started = await startBrowser();
  });
  after(async () => {
    await started.close();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    [errors, requests] = [[], []];
    page = await started.browser.newPage();
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("request", (request) => requests.push(request.url()));
    page.on("dialog", (dialog) => {
      errors.push(dialog.message());
      void dialog.dismiss();
    });
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(errors, []);
  });

  const open = async (snapshot: Snapshot, before?: Snapshot) => {
    const file = join(folder, "index.html");
    await writeFile(file, renderPage(describePage(snapshot, before), await bundlePage()));
    await page.goto(pathToFileURL(file).href);
    await page.waitForSelector("h2");
  };
  /** Until the page has heard of it, has drawn, and has drawn again what it measured: on a busy machine that takes more than a frame. */
  const go = (hash: string) =>
    page.evaluate(`new Promise((drawn) => {
      const soon = () => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)));
      if (location.hash === ${JSON.stringify(hash)}) return soon();
      addEventListener("hashchange", soon, { once: true });
      location.hash = ${JSON.stringify(hash)};
    })`);
  const texts = (selector: string) =>
    page.evaluate(
      `[...document.querySelectorAll(${JSON.stringify(selector)})].map((one) => one.textContent)`,
    ) as Promise<string[]>;
  const attribute = (selector: string, name: string) =>
    page.evaluate(
      `document.querySelector(${JSON.stringify(selector)}).getAttribute(${JSON.stringify(name)})`,
    );
  const count = async (selector: string) => (await texts(selector)).length;
  const draw = (people: number, moment: 1 | 2 = 1) =>
    snapshotOfDrawn(drawAccess({ shape: "departments", people, assets: 300, moment }));
  const small = () =>
    snapshotOf(
      [person("ana", "critical"), person("bob")],
      [
        asset("folder", "team", [grant("folder", "group/default/critical", "owner")], {
          ...{ name: "Team", members: ["dashboard/sales"] },
        }),
        asset("dashboard", "sales", [grant("dashboard", "namespace/default")], { name: "Sales" }),
      ],
    );

  it("finds one of 10,000 people by a word, draws the rows in view alone, and leads to what they open", async () => {
    await open(draw(10_000));
    await go("#/people");
    assert.ok((await count("[role=row]")) < 100);
    assert.equal(await attribute("[role=table]", "aria-rowcount"), "10001");
    await page.type("#search", "PERSON-4711@");
    assert.deepEqual(await texts("[role=status]"), ["1 of 10,000"]);
    await page.click("[role=cell] a");
    await page.waitForSelector("dl");
    assert.deepEqual((await texts("h2")).slice(0, 1), ["person-4711@example.com"]);
    assert.deepEqual((await texts("dd")).slice(0, 2), ["READER", "default"]);
    assert.equal(await page.evaluate("document.activeElement.tagName"), "H2");
  });

  it("says of a person each asset with its level and the ways, and of an asset everybody", async () => {
    await open(small());
    await go("#/person/default/quicksight-fed-users%2Fana%40x.com");
    assert.deepEqual(await texts("[role=cell]"), [
      ...["Team", "folder", "owner", "critical (owner)"],
      ...["Sales", "dashboard", "owner"],
      "everybody of default (viewer); critical (owner) by folder Team",
    ]);
    await go("#/asset/eu-west-1/dashboard/sales");
    assert.deepEqual(await texts("[role=cell]:first-child"), ["ana@x.com", "bob@x.com"]);
    await go("#/person/default/nobody");
    assert.deepEqual(await texts("h2"), ["Not in this report"]);
  });

  it("sorts by the column that is chosen with the keyboard, and says so to a screen reader", async () => {
    await open(small());
    await go("#/people");
    await page.focus("[role=columnheader] button");
    for (const direction of ["ascending", "descending"]) {
      await page.keyboard.press("Enter");
      assert.equal(await attribute("[role=columnheader]", "aria-sort"), direction);
    }
    assert.deepEqual(await texts("[role=cell]:first-child"), ["bob@x.com", "ana@x.com"]);
  });

  it("has no fault that axe knows in any part, light and dark, on a desk and on a phone", async () => {
    await open(draw(1000, 2), draw(1000));
    await page.evaluate(await readFile(axeProgram, "utf8"));
    const hashes = [
      ...["#/", "#/people", "#/groups", "#/assets", "#/group/default/quicksight-fed-group-9"],
      "#/person/default/quicksight-fed-users%2Fperson-7%40example.com",
      "#/asset/eu-west-1/dashboard/dashboard-100",
    ];
    for (const width of [1200, 360]) {
      await page.setViewport({ width, height: 800 });
      for (const value of ["light", "dark"]) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
        for (const hash of hashes) {
          await go(hash);
          assert.notDeepEqual(await texts("h2"), ["Not in this report"], hash);
          const found = await page.evaluate(
            "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
          );
          assert.deepEqual(found, [], `${hash}, ${width} pixels, ${value}`);
          const overflow = await page.evaluate("document.documentElement.scrollWidth");
          assert.equal(overflow, width, `${hash} is as wide as the screen`);
        }
      }
    }
  });

  it("prints a list whole", async () => {
    await open(draw(10_000));
    await go("#/people");
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assert.equal(await count("[role=row]"), 10_001);
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert.ok((await count("[role=row]")) < 100);
  });

  it("asks for nothing but itself, and shows names as text whatever is in them", async () => {
    const name = `</script><script>alert(1)</script><img src="https://example.com/x.png" onerror=alert(2)> <!--<script>`;
    const grants = [grant("dashboard", "group/default/critical")];
    await open(
      snapshotOf([person("ana", "critical")], [asset("dashboard", "d", grants, { name })]),
    );
    await go("#/assets");
    assert.deepEqual(await texts("[role=cell]:first-child"), [name]);
    await page.evaluate("fetch('https://example.com/').catch(() => undefined)");
    assert.deepEqual(
      requests.filter((url) => !url.startsWith("file:")),
      [],
    );
  });
});
