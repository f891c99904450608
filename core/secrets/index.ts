export { contentIn } from "./contentIn.ts";
export { findSecretUses } from "./findSecretUses.ts";
export { judgeRotation, type RotationFacts } from "./judgeRotation.ts";
export { openSecrets } from "./openSecrets.ts";
export { putContent } from "./putContent.ts";
export { readRotation } from "./readRotation.ts";
export { currentOf, readVersions } from "./readVersions.ts";
export { restoreVersion } from "./restoreVersion.ts";
export { current, type SecretContent } from "./secretContent.ts";
