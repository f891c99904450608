import { field, list, type Plain } from "./plain.ts";
import { get, make, type Reader, refsOf, selfRef, type Source } from "./source.ts";
import type { Thing } from "./thing.ts";

/**
 * KMS.
 *
 * - `key`: `origin` (`AWS_KMS`, `EXTERNAL`, `REPLICA`), `rotation` (yes or no), `period` in days, `spec`, `usage`, `store` (id of a
 *   custom key store), `deletionWindow` in days, `bypass` (bypassPolicyLockoutSafetyCheck), `enabled`
 * - `keyPolicy`: `document`, `bypass`; refs `key`
 * - `keyGrant`: `operations`, `grantee`, `retiring` (who may end it); refs `key`, `to`
 *
 * Secrets Manager.
 *
 * - `secret`: `name`, `recoveryWindow` in days, `keys`: of it and of each replica, absent where AWS's own is taken; refs `key`
 * - `secretPolicy`: `document`; refs `secret`
 * - `secretRotation`: `enabled`, `days`, `schedule` (`rate(30 days)`, `cron(…)`); refs `secret`, `function`
 * - `secretVersion`: `inProgram`: whether its value stands in the program, and so in the state; refs `secret`
 */
export const keys: Readonly<Record<string, Reader>> = {
  "aws:kms/key:Key": keyOf("AWS_KMS"),
  "aws:kms/externalKey:ExternalKey": keyOf("EXTERNAL"),
  "aws:kms/replicaKey:ReplicaKey": keyOf("REPLICA"),
  "aws:kms/replicaExternalKey:ReplicaExternalKey": keyOf("EXTERNAL"),
  "aws:kms/keyPolicy:KeyPolicy": (source) => [
    make(
      source,
      "keyPolicy",
      { document: get(source, "policy"), bypass: get(source, "bypassPolicyLockoutSafetyCheck") },
      { key: refsOf(source, "keyId") },
    ),
  ],
  "aws:kms/grant:Grant": (source) => [
    make(
      source,
      "keyGrant",
      {
        operations: get(source, "operations"),
        grantee: get(source, "granteePrincipal"),
        retiring: get(source, "retiringPrincipal"),
      },
      { key: refsOf(source, "keyId"), to: refsOf(source, "granteePrincipal") },
    ),
  ],
  "aws:secretsmanager/secret:Secret": (source) => [
    make(
      source,
      "secret",
      {
        name: get(source, "name"),
        recoveryWindow: get(source, "recoveryWindowInDays"),
        keys: keysOfSecret(source, "replicas"),
      },
      { key: refsOf(source, "kmsKeyId") },
      [get(source, "arn"), get(source, "id"), get(source, "name")],
    ),
    ...policyOfSecret(source, "policy"),
  ],
  "aws:secretsmanager/secretPolicy:SecretPolicy": (source) => [
    make(
      source,
      "secretPolicy",
      { document: get(source, "policy") },
      { secret: refsOf(source, "secretArn") },
    ),
  ],
  "aws:secretsmanager/secretRotation:SecretRotation": rotation,
  "aws:secretsmanager/secretVersion:SecretVersion": (source) => [
    make(
      source,
      "secretVersion",
      { inProgram: isGiven(source, "secretString") || isGiven(source, "secretBinary") },
      { secret: refsOf(source, "secretId") },
    ),
  ],
};

/** The same in CloudFormation's words. */
export const keysNative: Readonly<Record<string, Reader>> = {
  "AWS::KMS::Key": (source) => [
    make(
      source,
      "key",
      {
        origin: get(source, "origin") ?? "AWS_KMS",
        rotation: get(source, "enableKeyRotation"),
        period: get(source, "rotationPeriodInDays"),
        spec: get(source, "keySpec"),
        usage: get(source, "keyUsage"),
        deletionWindow: get(source, "pendingWindowInDays"),
        bypass: get(source, "bypassPolicyLockoutSafetyCheck"),
        enabled: get(source, "enabled"),
      },
      {},
      [get(source, "arn"), get(source, "keyId")],
    ),
    ...policyOfKey(source, "keyPolicy"),
  ],
  "AWS::KMS::ReplicaKey": (source) => [
    make(source, "key", {
      origin: "REPLICA",
      deletionWindow: get(source, "pendingWindowInDays"),
      enabled: get(source, "enabled"),
    }),
    ...policyOfKey(source, "keyPolicy"),
  ],
  "AWS::SecretsManager::Secret": (source) => [
    make(
      source,
      "secret",
      { name: get(source, "name"), keys: keysOfSecret(source, "replicaRegions") },
      { key: refsOf(source, "kmsKeyId") },
      [get(source, "id"), get(source, "arn"), get(source, "name")],
    ),
    ...(isGiven(source, "secretString")
      ? [make(source, "secretVersion", { inProgram: true }, { secret: [selfRef(source)] })]
      : []),
  ],
  "AWS::SecretsManager::ResourcePolicy": (source) => [
    make(
      source,
      "secretPolicy",
      { document: get(source, "resourcePolicy") },
      { secret: refsOf(source, "secretId") },
    ),
  ],
  "AWS::SecretsManager::RotationSchedule": rotation,
};

function rotation(source: Source): readonly Thing[] {
  return [
    make(
      source,
      "secretRotation",
      {
        enabled: get(source, "rotationEnabled"),
        days: get(source, "rotationRules", "automaticallyAfterDays"),
        schedule: get(source, "rotationRules", "scheduleExpression"),
      },
      {
        secret: refsOf(source, "secretId"),
        function: refsOf(source, "rotationLambdaArn"),
      },
    ),
  ];
}

function keyOf(origin: string): Reader {
  return (source) => [
    make(
      source,
      "key",
      {
        origin,
        rotation: get(source, "enableKeyRotation"),
        period: get(source, "rotationPeriodInDays"),
        spec: get(source, "customerMasterKeySpec") ?? get(source, "keySpec"),
        usage: get(source, "keyUsage"),
        store: get(source, "customKeyStoreId"),
        deletionWindow: get(source, "deletionWindowInDays"),
        bypass: get(source, "bypassPolicyLockoutSafetyCheck"),
        enabled: get(source, "isEnabled") ?? get(source, "enabled"),
      },
      {},
      [get(source, "arn"), get(source, "keyId"), get(source, "id")],
    ),
    ...policyOfKey(source, "policy"),
  ];
}

function policyOfKey(source: Source, property: string) {
  const document = get(source, property);
  if (document === undefined || document === "") return [];
  const bypass = get(source, "bypassPolicyLockoutSafetyCheck");
  return [make(source, "keyPolicy", { document, bypass }, { key: [selfRef(source)] })];
}

function policyOfSecret(source: Source, property: string) {
  const document = get(source, property);
  if (document === undefined || document === "") return [];
  return [make(source, "secretPolicy", { document }, { secret: [selfRef(source)] })];
}

function keysOfSecret(source: Source, replicas: string): Plain[] {
  const copies = list(get(source, replicas)).map((one: Plain) => field(one, "kmsKeyId"));
  return [get(source, "kmsKeyId"), ...copies];
}

function isGiven(source: Source, property: string): boolean {
  return list(field(source.props, property)).some((one: Plain) => one !== undefined);
}
