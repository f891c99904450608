import { writeFileSync } from "node:fs";
import { sampleLandingPage } from "./sampleLandingPage.ts";

/** Writes `docs/landing-page.svg` anew. */
writeFileSync(new URL("../../docs/landing-page.svg", import.meta.url), sampleLandingPage());
