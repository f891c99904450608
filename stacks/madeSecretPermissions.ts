import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";
import { ownSecretsKey } from "./ownSecretsKey.ts";
import type { AccountSettings } from "./settings.ts";

/** Secrets that are made here, whose ARNs end in what AWS makes up; what is in them is written and never read. */
export function madeSecretPermissions(
  { madeSecrets }: AccountSettings,
  { accountId, partition, region }: Facts,
): PermissionStatement[] {
  const names = Object.keys(madeSecrets);
  if (names.length === 0) return [];
  const head = `arn:${partition}:secretsmanager:${region}:${accountId}:secret:`;
  const on = [
    // Also of one that was rotated and is no more.
    ...["CancelRotateSecret", "DeleteSecret", "DescribeSecret", "GetResourcePolicy"],
    ...["ListSecretVersionIds", "PutSecretValue", "TagResource", "UntagResource"],
    ...["UpdateSecret", "UpdateSecretVersionStage"],
  ];
  const suffixed = names.map((name) => `${head}${name}-??????`);
  return [
    {
      sid: "MakeSecrets",
      actions: on.map((name) => `secretsmanager:${name}`),
      resources: suffixed,
    },
    // Whether IAM is asked about the name with or without the suffix that is made up in this call is not documented.
    {
      sid: "CreateSecrets",
      actions: ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      resources: [...suffixed, ...names.map((name) => `${head}${name}`)],
    },
    { sid: "MakeUpPasswords", actions: ["secretsmanager:GetRandomPassword"], resources: ["*"] },
    // Which data sources sign in with one that goes.
    { sid: "Anywhere", actions: ["quicksight:ListDataSources"], resources: ["*"], tried: true },
    ...rotationPermissions(madeSecrets, head),
    ...keyPermissions(madeSecrets, { accountId, partition, region }),
  ];
}

/** Whoever sets up a rotation must be allowed to call its function (API reference of RotateSecret). */
function rotationPermissions(
  madeSecrets: AccountSettings["madeSecrets"],
  head: string,
): PermissionStatement[] {
  const rotated = Object.entries(madeSecrets).flatMap(([name, { rotation }]) =>
    rotation === undefined ? [] : [{ name, functionArn: rotation.functionArn }],
  );
  if (rotated.length === 0) return [];
  return [
    {
      sid: "RotateSecrets",
      actions: ["secretsmanager:RotateSecret"],
      resources: rotated.map(({ name }) => `${head}${name}-??????`),
    },
    {
      sid: "CallRotation",
      actions: ["lambda:InvokeFunction"],
      resources: [...new Set(rotated.map(({ functionArn }) => functionArn))],
    },
  ];
}

/** Whoever writes a secret with a key of the account's own encrypts and decrypts with it (Secrets Manager user guide, "Secret encryption"). */
function keyPermissions(
  madeSecrets: AccountSettings["madeSecrets"],
  { accountId, partition, region }: Pick<Facts, "accountId" | "partition" | "region">,
): PermissionStatement[] {
  const keys = Object.values(madeSecrets).flatMap(({ key }) =>
    key === undefined || key === ownSecretsKey ? [] : [key],
  );
  if (keys.length === 0) return [];
  // The ARN of a key that is made here ends in what AWS makes up.
  const any = `arn:${partition}:kms:${region}:${accountId}:key/*`;
  const resources = keys.map((key) => (key.startsWith("arn:") ? key : any));
  const domain = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return [
    {
      sid: "EncryptSecrets",
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: [...new Set(resources)],
      condition: { "kms:ViaService": `secretsmanager.${region}.${domain}` },
    },
  ];
}

/** What deleting secrets needs that the settings have no more, so that no list by the settings has it. */
export function removedSecretPermissions(
  removed: readonly { readonly arn: string }[],
): PermissionStatement[] {
  if (removed.length === 0) return [];
  const on = ["CancelRotateSecret", "DeleteSecret", "DescribeSecret", "GetResourcePolicy"];
  return [
    {
      sid: "RemoveSecrets",
      actions: on.map((name) => `secretsmanager:${name}`),
      resources: removed.map(({ arn }) => arn),
    },
  ];
}
