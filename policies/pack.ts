import { bucketClosedAndTls } from "./account/bucketClosedAndTls.ts";
import { requiredTags } from "./account/requiredTags.ts";
import { dataSourceCredentialsBySecret } from "./data/dataSourceCredentialsBySecret.ts";
import { dataSourceSsl } from "./data/dataSourceSsl.ts";
import { notJudgedBy } from "./general/notJudged.ts";
import { selectionOf } from "./general/selection.ts";
import { federationRoleReadersOnly } from "./identity/federationRoleReadersOnly.ts";
import { rosterGuard } from "./identity/rosterGuard.ts";
import { secretsRoleExactSecrets } from "./identity/secretsRoleExactSecrets.ts";
import { keyRegistrationOneDefault } from "./keys/keyRegistrationOneDefault.ts";
import { keyRegistrationProtected } from "./keys/keyRegistrationProtected.ts";
import { kmsKeyRotation } from "./keys/kmsKeyRotation.ts";
import type { GovernancePolicy } from "./support/governancePolicy.ts";

/** The policies that judge, as the README lists them. */
const judging: readonly GovernancePolicy[] = [
  dataSourceCredentialsBySecret,
  dataSourceSsl,
  kmsKeyRotation,
  keyRegistrationOneDefault,
  keyRegistrationProtected,
  secretsRoleExactSecrets,
  federationRoleReadersOnly,
  rosterGuard,
  bucketClosedAndTls,
  requiredTags,
];

/** Every policy of the pack, in the order in which the host asks them: what chooses first, what tells of the rest last. */
export const policies: readonly GovernancePolicy[] = [
  selectionOf(judging),
  ...judging,
  notJudgedBy(judging),
];
