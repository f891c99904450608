import type { AwsAccess } from "@quicksight-governance/core/aws";
import { planStranding, type SignedIn, signInGuard } from "@quicksight-governance/core/people";
import type { Problem } from "@quicksight-governance/core/settings";
import { accountStack } from "./account.ts";
import { accountPermissions } from "./accountPermissions.ts";
import { askAboutKeys } from "./askAboutKeys.ts";
import { askAboutSecrets } from "./askAboutSecrets.ts";
import { askAboutServiceRole } from "./askAboutServiceRole.ts";
import { askGuard } from "./askGuard.ts";
import { checkAlarmTopic } from "./checkAlarmTopic.ts";
import { checkKeys } from "./checkKeys.ts";
import { checkMadeSecrets } from "./checkMadeSecrets.ts";
import { checkRotations } from "./checkRotations.ts";
import { checkSecretRotations } from "./checkSecretRotations.ts";
import {
  checkFederationRole,
  checkServiceRole,
  findSecrets,
  findStranded,
} from "./checkSettings.ts";
import { findConditions } from "./findConditions.ts";
import { findFormerRoles } from "./findFormerRoles.ts";
import { findLostRoles } from "./findLostRoles.ts";
import { findPolicySuffix } from "./findPolicySuffix.ts";
import { governedKeysOf } from "./governedKeysOf.ts";
import { findRetained, type Retained } from "./findRetained.ts";
import { findRevoked } from "./findRevoked.ts";
import { preflight } from "./preflight.ts";
import { readState, type StackResources } from "./readState.ts";
import { refuseAny } from "./refuseAny.ts";
import { removedSecrets } from "./removedSecrets.ts";
import { secretsRoleEnd } from "./retainedResources.ts";
import type { AccountSettings } from "./settings.ts";
import { ownsGlobal } from "./settingsIn.ts";
import { takeUp } from "./takeUp.ts";
import { warn } from "./warn.ts";

/** Without secrets no role is needed. */
const noSecrets = { secretArns: [], keyArns: [], existing: false };

/** Looks at what an account stack builds on, asks the guard about what it would give up, and declares it. */
export async function runAccount(settings: AccountSettings, access: AwsAccess) {
  let secrets: Parameters<typeof accountStack>[2] = noSecrets;
  let people: readonly SignedIn[] = [];
  let retained: Retained | undefined;
  const { federation } = settings;
  const resources = await readState("which roles it holds");
  const former = findFormerRoles(resources);
  const lost = findLostRoles(former, federation);
  const facts = await preflight(
    access,
    settings.identityRegion,
    (found) => accountPermissions(settings, found, removedSecrets(resources, settings)),
    async (found) => {
      const role = await checkFederationRole(settings, found, access);
      const governed = governedKeysOf(resources, settings.keys, found);
      const keys = await checkKeys(settings.keys, governed, found, access);
      const rotations = await checkRotations(settings.keys, governed, access);
      const made = await checkMade(settings, resources, access);
      const readable = await findSecrets(settings.secrets, found.accountId, access);
      const { arns: secretArns, keyArns } = readable;
      retained = await findRetained(settings, resources, found, access);
      const existing = retained.theirs.has(secretsRoleEnd);
      const policySuffix = findPolicySuffix(resources, settings, found.region);
      secrets = { secretArns, keyArns, existing, policySuffix };
      const serviceRole = await checkServiceRole(settings.serviceRole, access);
      const stranded = await findStranded(lost, settings, found, access);
      people = stranded.people;
      const topic = checkAlarmTopic(settings, found);
      return [
        role,
        keys,
        rotations,
        topic,
        made,
        readable.problems,
        retained.problems,
        serviceRole,
        stranded.problems,
      ].flat();
    },
  );
  const globalRegion = ownsGlobal(settings, facts.region) ? undefined : settings.globalRegion;
  const desired = { accountId: facts.accountId, federation, globalRegion, lost };
  const plan = planStranding(desired, people);
  refuseAny([
    askGuard(signInGuard, { desired, actual: people, plan }),
    await askAboutKeys(resources, settings, facts, access, retained?.ids),
    await askAboutServiceRole(settings, facts, access),
    await askAboutSecrets(resources, settings, facts, access),
  ]);
  if (retained !== undefined && retained.ids.size > 0) {
    await warn(
      `takes up again what is there and the state has not: ${retained.titles.join(", ")}; what differs from the settings is changed by the run after this one`,
    );
    takeUp(retained.ids);
  }
  const { conditions = findConditions(resources) } = settings;
  const revoked = await findRevoked(resources, settings, access);
  return accountStack({ ...settings, conditions }, facts, secrets, revoked);
}

/** What is wrong with the secrets that are made here, and with how they are rotated. */
async function checkMade(
  settings: AccountSettings,
  resources: StackResources,
  access: AwsAccess,
): Promise<Problem[]> {
  const problems = await checkMadeSecrets(settings, resources);
  return [...problems, ...(await checkSecretRotations(settings, access))];
}
