import { h, render } from "preact";
import { openPage } from "./openPage.ts";
import type { PageData } from "./pageData.ts";
import { App } from "./parts/app.ts";

// What a browser runs: draws the page from the data that stands in it, and once more, whole, for print.
const root = document.getElementById("page");
const text = document.getElementById("data")?.textContent ?? "";
if (root !== null) {
  const page = openPage(JSON.parse(text) as PageData);
  const draw = (isPrinting: boolean) => {
    render(h(App, { page, isPrinting }), root);
  };
  draw(false);
  addEventListener("beforeprint", () => {
    draw(true);
  });
  addEventListener("afterprint", () => {
    draw(false);
  });
}
