export type { ActualKeys, GovernedKeys } from "./governedKeys.ts";
export { keysGuard } from "./keysGuard.ts";
export { planKeys, type UnregisterStep } from "./planKeys.ts";
export { readKeys } from "./readKeys.ts";
export { type QDataKey, readRegistration } from "./readRegistration.ts";
export { readRegistered } from "./readRegistered.ts";
export { formatKeys, parseKeys, type RegisteredKey } from "./registeredKey.ts";
export { registrations } from "./registrations.ts";
export { willSend } from "./willSend.ts";
