export { published } from "./dashboardVersion.ts";
export { readDashboard } from "./readDashboard.ts";
export { settleDashboard } from "./settleDashboard.ts";
