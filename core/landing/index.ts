export { landingDefinition } from "./landingDefinition.ts";
export { landingColumns, landingFile, type LandingRow, landingRows } from "./landingRows.ts";
export { withLandingData } from "./withLandingData.ts";
