export { buildPage } from "./buildPage.ts";
export { describePage } from "./describePage.ts";
export { formatGroupMembership } from "./formatGroupMembership.ts";
export { formatObjectAccess } from "./formatObjectAccess.ts";
