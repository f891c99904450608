import { toPolicyDocument } from "../../stacks/toPolicyDocument.ts";
import type { LocalAws } from "../startLocalAws.ts";
import { stackPermissions } from "./stackPermissions.ts";
import { stacks } from "./stackFiles.ts";

/** AWS asks for these on the key and on the alias, and for the SAML provider on it; the emulator asks for them on everything. */
const onEverything = {
  sid: "Emulator",
  actions: ["iam:GetSAMLProvider", "kms:CreateAlias", "kms:UpdateAlias"],
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
  return Object.fromEntries(
    stacks.map((stack) => {
      const statements = stackPermissions(stack, facts);
      return [
        stack,
        toPolicyDocument(stack === "dev" ? [...statements, onEverything] : statements),
      ];
    }),
  );
}
