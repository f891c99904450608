import type {
  DataSourceErrorInfo,
  DataSourceParameters,
  DataSourceType,
} from "@aws-sdk/client-quicksight";
import { findRole, findServiceRole } from "../../upstream/serviceRole.ts";
import { upstreamOf } from "../../upstream/upstream.ts";
import type { Store } from "../../store/store.ts";
import type { Call, Checked } from "../handler.ts";

/** The role with which QuickSight reaches other services; the console makes it where access to one is first enabled. */
const defaultRole = "aws-quicksight-service-role-v0";

/** Types that QuickSight goes to with a role, so that they know no credentials. */
export const typesByRole: ReadonlySet<string> = new Set([
  ...["AMAZON_ELASTICSEARCH", "AMAZON_OPENSEARCH", "ATHENA", "S3", "S3_TABLES", "TIMESTREAM"],
]);

/**
 * Why a data source on S3, Athena or another service of AWS, or on Redshift by a role, will fail for want of a role: its own (`RoleArn`), else the account's (API reference of
 * UpdateResourcePermissions), else the one that the console makes at `/service-role/`, which QuickSight must be able to assume.
 *
 * The words are those that users report of the role for secrets and that the released provider waits for; that they are said of these
 * sources too, and in a failed data source rather than at once, is not confirmed. What the role may read is not looked at. Without
 * `upstream`, nothing is.
 */
export async function checkServiceRole(
  call: Call<unknown>,
  { account }: Store,
  type: DataSourceType | "FILE",
  parameters: Checked<DataSourceParameters> | undefined,
): Promise<DataSourceErrorInfo | undefined> {
  const upstream = upstreamOf(call);
  const ofRedshift = parameters?.RedshiftParameters?.IAMParameters?.RoleArn;
  const isByRole = typesByRole.has(type) || ofRedshift !== undefined;
  if (upstream === undefined || !isByRole) return undefined;
  const arn =
    ofRedshift ??
    parameters?.S3Parameters?.RoleArn ??
    parameters?.AthenaParameters?.RoleArn ??
    account.serviceRoleArn;
  const role =
    arn === undefined
      ? await findServiceRole(upstream, defaultRole)
      : await findRole(upstream, arn);
  if (role === undefined) {
    const Message =
      "The QuickSight service role required to access your AWS resources has not been created yet.";
    return { Type: "ACCESS_DENIED", Message };
  }
  if (role.trustsQuickSight) return undefined;
  return {
    Type: "ACCESS_DENIED",
    Message:
      "Failed to assume your role. Verify the trust relationships of the role in the IAM console.",
  };
}
