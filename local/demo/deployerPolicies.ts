import { bucketNameOf } from "@quicksight-governance/core/settings";
import { accountPermissions } from "../../stacks/accountPermissions.ts";
import { dataRoleNameOf } from "../../stacks/names.ts";
import type { StackSettings } from "../../stacks/settings.ts";
import { tenantPermissions } from "../../stacks/tenantPermissions.ts";
import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import type { LocalAws } from "../startLocalAws.ts";
import { readStackSettings, stacks } from "./stackFiles.ts";

/** AWS asks for these on the key and the alias, and on the SAML provider; the emulator asks for them on everything. */
const onEverything = {
  sid: "Emulator",
  actions: ["iam:GetSAMLProvider", "kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"],
  resources: ["*"],
};

/**
 * The least that whoever deploys the sample's stacks must be allowed to do, from the same lists that the preflight asks IAM about: a
 * policy for each stack, by its name.
 */
export function deployerPolicies(
  aws: Pick<LocalAws, "accountId" | "region" | "identityRegion">,
): Record<string, object> {
  const { accountId, region, identityRegion } = aws;
  const facts = { accountId, region, identityRegion, partition: "aws" };
  const all = new Map<string, StackSettings>(
    stacks.map((stack) => [stack, readStackSettings(stack)]),
  );
  const account = [...all.values()].find((settings) => settings.kind === "account");
  if (account?.kind !== "account") throw new Error("the sample has no account stack");
  const bucketArn = `arn:aws:s3:::${bucketNameOf(account.account, facts)}`;
  const dataRoleArn = `arn:aws:iam::${accountId}:role/${dataRoleNameOf(facts)}`;
  const { parameterPrefix } = account.account;
  const made = { bucketArn, dataRoleArn, parameterPrefix };
  const policies = [...all].map(([stack, settings]) => {
    const statements =
      settings.kind === "account"
        ? [...accountPermissions(settings.account, facts), onEverything]
        : tenantPermissions(settings.tenant, facts, made);
    return [stack, toPolicyDocument(statements)] as const;
  });
  return Object.fromEntries(policies);
}
