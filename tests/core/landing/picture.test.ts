import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { sampleLandingPage } from "../../../local/landing/sampleLandingPage.ts";

describe("the picture of the landing page in the docs", () => {
  it("is drawn from the definition and the rows of today; otherwise: node local/landing/main.ts", async () => {
    assert.equal(await readFile("docs/landing-page.svg", "utf8"), sampleLandingPage());
  });
});
