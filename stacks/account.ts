import type * as pulumi from "@pulumi/pulumi";
import { FederationRole } from "../components/federationRole.ts";
import { GovernanceBucket } from "../components/governanceBucket.ts";
import { Publication } from "../components/publication.ts";
import type { Facts } from "./facts.ts";
import type { AccountOutputs } from "./outputs.ts";
import { bucketNameOf } from "./permissions.ts";
import type { AccountSettings } from "./settings.ts";

/** What exists once per AWS account and Region: the governance bucket, the federation role, the published settings. */
export function accountStack(
  settings: AccountSettings,
  facts: Facts,
): { [Name in keyof AccountOutputs]: pulumi.Input<AccountOutputs[Name]> } {
  const { tags } = settings;
  const bucket = new GovernanceBucket("governance", {
    bucketName: bucketNameOf(settings, facts),
    tags,
  });
  const federation = new FederationRole("federation", {
    accountId: facts.accountId,
    partition: facts.partition,
    roleName: settings.federation.role,
    samlProvider: settings.federation.samlProvider,
    tags,
  });
  new Publication("account", {
    path: `${settings.parameterPrefix}/account`,
    values: {
      bucket: bucketNameOf(settings, facts),
      "federation-role": settings.federation.role,
      "identity-region": facts.identityRegion,
      namespaces: settings.namespaces,
    },
    tags,
  });
  return {
    kind: "account",
    version: 1,
    ...facts,
    namespaces: settings.namespaces,
    bucketName: bucket.bucketName,
    bucketArn: bucket.bucketArn,
    federationRoleName: federation.roleName,
    federationRoleArn: federation.roleArn,
    parameterPrefix: settings.parameterPrefix,
  };
}
