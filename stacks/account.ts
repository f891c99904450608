import * as pulumi from "@pulumi/pulumi";
import { bucketNameOf, type PolicyConditions } from "@quicksight-governance/core/settings";
import { DataFileAccess } from "../components/dataFileAccess.ts";
import {
  EncryptionKeys,
  type EncryptionKeysArgs,
  type RevokedKey,
} from "../components/encryptionKeys.ts";
import { FederationRole } from "../components/federationRole.ts";
import { GovernanceBucket, resultsFolder } from "../components/governanceBucket.ts";
import { HourlyGovernance } from "../components/hourlyGovernance.ts";
import { KeyAlarms } from "../components/keyAlarms.ts";
import { KeyAthena } from "../components/keyAthena.ts";
import { KeyTrail } from "../components/keyTrail.ts";
import { Publication } from "../components/publication.ts";
import { MadeSecret } from "../components/madeSecret.ts";
import { SecretsAccess, type SecretsAccessArgs } from "../components/secretsAccess.ts";
import { KeyAccess } from "../providers/keyAccess.ts";
import { ServiceRole } from "../providers/serviceRole.ts";
import type { Facts } from "./facts.ts";
import { functionPolicies } from "./functionPolicies.ts";
import { ownSecretsKey } from "./ownSecretsKey.ts";
import type { AccountOutputs } from "./outputs.ts";
import {
  dataRoleNameOf,
  federationRoleArnOf,
  type publishedTopics,
  trailBucketNameOf,
} from "./names.ts";
import type { AccountSettings } from "./settings.ts";

/**
 * What exists once per AWS account and Region: the governance bucket, the federation role, keys, their alarms and trail, access to secrets
 * and data files, QuickSight's own role where it is the customer's, the published settings.
 *
 * @param revoked what revoking has left on keys, by their names: it stays
 * @param secrets the full ARNs of `settings.secrets` and of their keys, whether the role that reads them is there, and what its policy is called
 */
export function accountStack(
  settings: AccountSettings,
  facts: Facts,
  secrets: Pick<SecretsAccessArgs, "existing" | "policySuffix"> & {
    readonly secretArns: readonly string[];
    readonly keyArns: readonly string[];
  },
  revoked: Readonly<Record<string, RevokedKey>> = {},
): { [Name in keyof AccountOutputs]: pulumi.Input<AccountOutputs[Name]> } {
  const { tags, conditions = "documented" } = settings;
  const { accountId, partition } = facts;
  const bucket = new GovernanceBucket("governance", {
    ...{ bucketName: bucketNameOf(settings, facts), tags },
    queryResults: settings.trail?.athena === undefined ? undefined : true,
  });
  const federation = new FederationRole("federation", {
    accountId,
    partition,
    roleName: settings.federation.role,
    existingRoleArn: settings.federation.existing
      ? federationRoleArnOf(settings.federation, facts)
      : undefined,
    samlProvider: settings.federation.samlProvider,
    tags,
  });
  // Whose these are is told by the bucket in the state: see `unrecordedResources`.
  const afterBucket = { dependsOn: bucket.bucket };
  const dataFiles = new DataFileAccess(
    "data-files",
    { accountId, conditions, tags, bucketArn: bucket.bucketArn, roleName: dataRoleNameOf(facts) },
    afterBucket,
  );
  const keys = declareKeys({ ...settings, conditions }, facts, bucket, revoked);
  declareSecrets({ ...settings, conditions }, facts, secrets, keys.keyArns);
  declareTrail(settings, facts, bucket, keys.keyArns);
  if (settings.serviceRole !== undefined) {
    const { serviceRole: roleArn } = settings;
    new ServiceRole("service-role", { accountId, identityRegion: facts.identityRegion, roleArn });
  }
  const topics = publish(settings, facts, afterBucket);
  declareHourly({ ...settings, conditions }, facts, bucket, { ...keys, after: topics });
  return {
    kind: "account",
    version: 1,
    ...facts,
    namespaces: settings.namespaces,
    bucketName: bucket.bucketName,
    bucketArn: bucket.bucketArn,
    federationRoleName: federation.roleName,
    federationRoleArn: federation.roleArn,
    ...(settings.federation.path === "/" ? {} : { federationRolePath: settings.federation.path }),
    parameterPrefix: settings.parameterPrefix,
    dataRoleArn: dataFiles.roleArn,
    ...keys,
    ...(settings.assertions.length === 0 ? {} : { assertions: settings.assertions }),
  };
}

/** Secrets that are made here, and the role with which QuickSight reads these and those of the settings. */
function declareSecrets(
  { madeSecrets, tags, conditions }: AccountSettings & { readonly conditions: PolicyConditions },
  { accountId, partition, region }: Facts,
  { secretArns, keyArns: ofOthers, ...access }: Parameters<typeof accountStack>[2],
  declaredKeys: pulumi.Input<Readonly<Record<string, string>>>,
): void {
  const keyOf = (key: string) => pulumi.output(declaredKeys).apply((arns) => arns[key] ?? key);
  const made = Object.entries(madeSecrets).map(([secretName, settings]) => {
    const { key } = settings;
    const kmsKeyId = key === ownSecretsKey ? `alias/${key}` : key && keyOf(key);
    return new MadeSecret(secretName, { region, secretName, settings, kmsKeyId, tags }).arn;
  });
  const own = Object.values(madeSecrets).flatMap(({ key }) =>
    key === undefined || key === ownSecretsKey || ofOthers.includes(key) ? [] : [key],
  );
  const keyArns = [...ofOthers, ...[...new Set(own)].map(keyOf)];
  const all = [...secretArns, ...made];
  if (all.length === 0) return;
  new SecretsAccess("secrets", {
    ...{ accountId, partition, conditions, tags, secretArns: all },
    ...{ ...access, keyArns },
  });
}

/**
 * The keys, their registration and the alarms about them, and access to those of which the settings say it: once they are registered, as
 * QuickSight registers no key that is disabled, and without waiting for what is loaded or rotated.
 */
function declareKeys(
  settings: AccountSettings & { readonly conditions: PolicyConditions },
  { accountId, partition, region }: Facts,
  { bucketName: lockBucket }: GovernanceBucket,
  revoked: Readonly<Record<string, RevokedKey>>,
) {
  const { alarms, keys, tags, conditions } = settings;
  if (Object.keys(keys).length === 0) return { keyArns: {} };
  const args = { accountId, partition, region, keys, tags };
  const encryption = new EncryptionKeys("keys", {
    ...{ ...args, conditions, revoked },
    reencryption: reencryptionOf(settings, lockBucket),
  });
  const { keyArns } = encryption;
  for (const [name, { access, revokeBy: method = "disable", reason = "" }] of Object.entries(
    keys,
  )) {
    if (access === undefined) continue;
    const keyArn = keyArns[name] ?? "";
    new KeyAccess(
      `keys-${name}`,
      { accountId, region, keyArn, access, method, reason, lockBucket },
      { dependsOn: encryption.registered },
    );
  }
  if (alarms === undefined) return { keyArns: pulumi.all(keyArns) };
  const { topicArn } = new KeyAlarms("alarms", { ...args, keyArns, alarms });
  return { keyArns: pulumi.all(keyArns), alarmTopicArn: topicArn };
}

function reencryptionOf(
  { reencryption: { enabled, exceptTag, openRevoked, parallel, minutes } }: AccountSettings,
  lockBucket: pulumi.Input<string>,
): EncryptionKeysArgs["reencryption"] {
  return enabled ? { exceptTag, openRevoked, parallel, minutes, lockBucket } : undefined;
}

/** The trail of KMS where there is none yet, and what Athena reads it with. */
function declareTrail(
  { trail, keys, tags }: AccountSettings,
  facts: Facts,
  { bucket, bucketName }: GovernanceBucket,
  keyArns: pulumi.Input<Readonly<Record<string, string>>>,
): void {
  if (trail === undefined) return;
  const { existing, keepDays, athena } = trail;
  const { accountId, partition, region } = facts;
  const location = existing ?? { bucket: trailBucketNameOf(facts) };
  // Whose these are is told by the bucket in the state.
  const afterBucket = { dependsOn: bucket };
  if (existing === undefined) {
    const names = { accountId, partition, region, bucketName: location.bucket };
    new KeyTrail("trail", { ...names, keepDays, tags }, afterBucket);
  }
  if (athena === undefined) return;
  const { mostGigabytes } = athena;
  const [defaultName] = Object.entries(keys).find(([, each]) => each.default) ?? [];
  const defaultKey = pulumi.output(keyArns).apply((arns) => arns[defaultName ?? ""]);
  const results = pulumi.interpolate`s3://${bucketName}/${resultsFolder}/`;
  const named = { accountId, region, location, keptDays: keepDays };
  new KeyAthena("athena", { ...named, defaultKey, results, mostGigabytes, tags }, afterBucket);
}

/**
 * The governance that runs by itself, once what it reads is published. The default key encrypts what the functions are told; with all conditions
 * it is for QuickSight alone, and AWS's own does.
 */
function declareHourly(
  settings: AccountSettings & { readonly conditions: PolicyConditions },
  { accountId, partition, region, identityRegion }: Facts,
  { bucketName }: GovernanceBucket,
  {
    keyArns,
    after,
  }: {
    readonly keyArns: pulumi.Input<Readonly<Record<string, string>>>;
    readonly after: pulumi.Resource;
  },
): void {
  const { hourly, keys, conditions, parameterPrefix, tags } = settings;
  if (hourly === undefined) return;
  const [defaultName] = Object.entries(keys).find(([, each]) => each.default) ?? [];
  const keyArn =
    defaultName === undefined || conditions === "all"
      ? undefined
      : pulumi.output(keyArns).apply((arns) => arns[defaultName] ?? "");
  const policies = functionPolicies(settings, { accountId, partition, region, identityRegion });
  new HourlyGovernance(
    "hourly",
    {
      ...{ accountId, partition, region, hourly, bucketName, parameterPrefix, policies, tags },
      ...{ identityRegion, keyArn },
    },
    { dependsOn: after },
  );
}

/** What scripts and other programs read of the account. */
function publish(
  settings: AccountSettings,
  facts: Facts,
  opts: pulumi.ComponentResourceOptions,
): Publication {
  const { parameterPrefix, namespaces, federation, tags } = settings;
  const values: Record<(typeof publishedTopics)[number], unknown> = {
    bucket: bucketNameOf(settings, facts),
    "federation-role": federation.role,
    "identity-region": facts.identityRegion,
    namespaces,
  };
  return new Publication("account", { path: `${parameterPrefix}/account`, values, tags }, opts);
}
