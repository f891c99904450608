export { handler as listTenants } from "./listTenants.ts";
export { handler as onEvent } from "./onEvent.ts";
export { handler as reconcileAccess } from "./reconcileAccess.ts";
export { handler as reconcilePeople } from "./reconcilePeople.ts";
export { handler as recordFailure } from "./recordFailure.ts";
export { handler as report } from "./report.ts";
export { handler as snapshot } from "./snapshot.ts";
