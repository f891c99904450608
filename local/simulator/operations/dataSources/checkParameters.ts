import { DataSourceType } from "@aws-sdk/client-quicksight";
import type { DataSourceCredentials, DataSourceParameters } from "@aws-sdk/client-quicksight";
import type { Checked } from "../handler.ts";
import { refuse } from "../refuse.ts";
import { incorrectlySet } from "./incorrectlySet.ts";
import { refuseHalf } from "./refuseHalf.ts";

/** Engines that a data source can reach as an instance of RDS, by RdsParameters instead of its own. */
const rdsEngines = new Set([
  ...["AURORA", "AURORA_POSTGRESQL", "MARIADB", "MYSQL", "ORACLE", "POSTGRESQL", "SQLSERVER"],
]);

const typeByParameters = new Map<string, string>(
  Object.values(DataSourceType).map((type) => [
    `${type.replaceAll("_", "").toLowerCase()}parameters`,
    type,
  ]),
);

/**
 * Refuses parameters that belong to another type of data source, and a key pair where the parameters don't ask for one.
 *
 * That AWS compares parameters with the type is inferred from its words for parameters that it can't use
 * (hashicorp/terraform-provider-aws#30507); parameters that no type is named after, and their absence, are let pass. The words about
 * key pairs, and that password is the default, are AWS's (hashicorp/terraform-provider-aws#46789).
 */
export function checkParameters(
  type: string,
  parameters: Checked<DataSourceParameters> | undefined,
  credentials: Checked<DataSourceCredentials> | undefined,
): void {
  for (const [member, value] of Object.entries(parameters ?? {})) {
    const owner = typeByParameters.get(member.toLowerCase());
    const fits =
      member === "RdsParameters" ? rdsEngines.has(type) : owner === undefined || owner === type;
    if (value !== undefined && !fits) throw incorrectlySet("DataSourceParameters");
  }
  refuseHalf(parameters);
  const isKeyPair = authenticationOf(parameters) === "KEYPAIR";
  if (credentials?.KeyPairCredentials !== undefined && !isKeyPair) {
    refuse("CredentialsPair Flow does not support KeyPair authentication");
  }
}

/** How parameters say that it is signed in to: `PASSWORD` where they say nothing. */
export function authenticationOf(parameters: Checked<DataSourceParameters> | undefined): string {
  const said = Object.values(parameters ?? {}).flatMap((members: object) =>
    "AuthenticationType" in members && typeof members.AuthenticationType === "string"
      ? [members.AuthenticationType]
      : [],
  );
  return said[0] ?? "PASSWORD";
}
