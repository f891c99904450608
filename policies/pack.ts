import { agreedProviders } from "./account/agreedProviders.ts";
import { bucketAccessLogged } from "./account/bucketAccessLogged.ts";
import { bucketClosedAndTls } from "./account/bucketClosedAndTls.ts";
import { bucketEncryptedByKey } from "./account/bucketEncryptedByKey.ts";
import { bucketVersioned } from "./account/bucketVersioned.ts";
import { ipRestrictionOn } from "./account/ipRestrictionOn.ts";
import { namespaceProtected } from "./account/namespaceProtected.ts";
import { nothingUnread } from "./account/nothingUnread.ts";
import { requiredTags } from "./account/requiredTags.ts";
import { subscriptionProtected } from "./account/subscriptionProtected.ts";
import { dataSourceCredentialsBySecret } from "./data/dataSourceCredentialsBySecret.ts";
import { dataSourceSsl } from "./data/dataSourceSsl.ts";
import { databaseByVpc } from "./data/databaseByVpc.ts";
import { rowRulesClosed } from "./data/rowRulesClosed.ts";
import { sensitiveDataRules } from "./data/sensitiveDataRules.ts";
import { shareWithinTenant } from "./data/shareWithinTenant.ts";
import { notJudgedBy } from "./general/notJudged.ts";
import { selectionOf } from "./general/selection.ts";
import { assertionsHold } from "./identity/assertionsHold.ts";
import { dataSourceAgreedRoles } from "./identity/dataSourceAgreedRoles.ts";
import { federationRoleReadersOnly } from "./identity/federationRoleReadersOnly.ts";
import { iamNoAdministrator } from "./identity/iamNoAdministrator.ts";
import { kmsDecryptNamedKeys } from "./identity/kmsDecryptNamedKeys.ts";
import { peopleByRosterOnly } from "./identity/peopleByRosterOnly.ts";
import { quicksightAdminAgreedRoles } from "./identity/quicksightAdminAgreedRoles.ts";
import { roleTrustClosed } from "./identity/roleTrustClosed.ts";
import { rosterGuard } from "./identity/rosterGuard.ts";
import { secretsRoleExactSecrets } from "./identity/secretsRoleExactSecrets.ts";
import { selfUpgradeSettled } from "./identity/selfUpgradeSettled.ts";
import { keyDeletionGuarded } from "./keys/keyDeletionGuarded.ts";
import { keyGrantToOwnAccount } from "./keys/keyGrantToOwnAccount.ts";
import { keyPolicyClosed } from "./keys/keyPolicyClosed.ts";
import { keyRegistrationOneDefault } from "./keys/keyRegistrationOneDefault.ts";
import { keyRegistrationProtected } from "./keys/keyRegistrationProtected.ts";
import { kmsKeyRotation } from "./keys/kmsKeyRotation.ts";
import { secretKeptSafe } from "./keys/secretKeptSafe.ts";
import { secretPolicyClosed } from "./keys/secretPolicyClosed.ts";
import { secretRotates } from "./keys/secretRotates.ts";
import { secretValueElsewhere } from "./keys/secretValueElsewhere.ts";
import { functionRuntimeSupported } from "./operation/functionRuntimeSupported.ts";
import { logGroupRetention } from "./operation/logGroupRetention.ts";
import { stateMachineHandlesFailure } from "./operation/stateMachineHandlesFailure.ts";
import type { GovernancePolicy } from "./support/governancePolicy.ts";

/** The policies that judge, as the README lists them. */
const judging: readonly GovernancePolicy[] = [
  dataSourceCredentialsBySecret,
  dataSourceSsl,
  secretKeptSafe,
  secretPolicyClosed,
  secretRotates,
  secretValueElsewhere,
  databaseByVpc,
  rowRulesClosed,
  sensitiveDataRules,
  shareWithinTenant,
  kmsKeyRotation,
  keyDeletionGuarded,
  keyGrantToOwnAccount,
  keyPolicyClosed,
  keyRegistrationOneDefault,
  keyRegistrationProtected,
  secretsRoleExactSecrets,
  dataSourceAgreedRoles,
  federationRoleReadersOnly,
  quicksightAdminAgreedRoles,
  iamNoAdministrator,
  roleTrustClosed,
  kmsDecryptNamedKeys,
  rosterGuard,
  selfUpgradeSettled,
  peopleByRosterOnly,
  assertionsHold,
  bucketClosedAndTls,
  bucketAccessLogged,
  bucketEncryptedByKey,
  bucketVersioned,
  functionRuntimeSupported,
  logGroupRetention,
  stateMachineHandlesFailure,
  subscriptionProtected,
  namespaceProtected,
  ipRestrictionOn,
  agreedProviders,
  nothingUnread,
  requiredTags,
];

/** Every policy of the pack, in the order in which the host asks them: what chooses first, what tells of the rest last. */
export const policies: readonly GovernancePolicy[] = [
  selectionOf(judging),
  ...judging,
  notJudgedBy(judging),
];
