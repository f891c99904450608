import type { PermissionStatement } from "@quicksight-governance/core/preflight";
import type { Facts } from "./facts.ts";
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
    ...rotationPermissions(madeSecrets, head),
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
