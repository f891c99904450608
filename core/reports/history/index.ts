export { type Fact, factKey } from "../changes/fact.ts";
export { findInstant, type Instant } from "./findInstant.ts";
export { findOrigins, type Origin } from "./findOrigins.ts";
export { personFacts, wayFacts } from "./personFacts.ts";
