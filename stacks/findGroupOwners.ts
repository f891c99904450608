import { GetParameterCommand, ParameterNotFound, SSMClient } from "@aws-sdk/client-ssm";
import { NoSuchKey } from "@aws-sdk/client-s3";
import { ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import {
  type AwsAccess,
  createQuickSight,
  describeError,
  groupNameOf,
  type NamespaceScope,
  readObject,
} from "@quicksight-governance/core/aws";
import { listGroups } from "@quicksight-governance/core/people";
import type { Problem } from "@quicksight-governance/core/settings";
import { groupRecordKey, parseGroupRecord } from "../components/groupRecord.ts";
import { divideGroups, type GroupDivision } from "./divideGroups.ts";
import type { AccountOutputs } from "./outputs.ts";
import type { TenantSettings } from "./settings.ts";

/** A {@link GroupDivision}, or why it cannot be known: then nothing may be declared. */
export interface GroupOwners extends GroupDivision {
  readonly problems: readonly Problem[];
}

/**
 * Finds out which of the tenant's groups the stack makes: see `divideGroups`. One read of S3 as a rule; a listing of the groups
 * when one is declared that the stack didn't make.
 */
export async function findGroupOwners(
  groups: TenantSettings["groups"],
  scope: NamespaceScope,
  account: Pick<AccountOutputs, "bucketName" | "parameterPrefix">,
  access: AwsAccess,
): Promise<GroupOwners> {
  const declared = Object.keys(groups)
    .filter((group) => groups[group]?.existing !== true)
    .map((group) => groupNameOf(scope, group));
  try {
    const recorded = await readRecord(scope, account, access);
    const { profile } = access;
    const list = () => listNames(scope, profile);
    return { ...(await divideGroups(declared, recorded, list)), problems: [] };
  } catch (error) {
    const message = `which groups this stack has made cannot be read (${describeError(error)}); allow s3:GetObject and s3:ListBucket on ${account.bucketName}, ssm:GetParameter below ${account.parameterPrefix} and quicksight:ListGroups`;
    return { foreign: [], record: [], problems: [{ where: "tenant.groups", message }] };
  }
}

async function readRecord(
  scope: NamespaceScope,
  { bucketName, parameterPrefix }: Pick<AccountOutputs, "bucketName" | "parameterPrefix">,
  access: AwsAccess,
): Promise<readonly string[]> {
  try {
    const content = await readObject(bucketName, groupRecordKey(scope.namespace), access);
    return parseGroupRecord(new TextDecoder().decode(content));
  } catch (error) {
    if (!(error instanceof NoSuchKey)) throw error;
    return readFormerRecord(scope, `${parameterPrefix}/tenants/${scope.namespace}/groups`, access);
  }
}

/** Before there was a record, a stack made every group that it published in a parameter, but for existing ones. */
async function readFormerRecord(
  scope: NamespaceScope,
  parameter: string,
  access: AwsAccess,
): Promise<readonly string[]> {
  const client = new SSMClient({ ...access });
  try {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameter }));
    const groups = JSON.parse(Parameter?.Value ?? "{}") as Record<string, { existing?: boolean }>;
    return Object.keys(groups)
      .filter((group) => groups[group]?.existing !== true)
      .map((group) => groupNameOf(scope, group));
  } catch (error) {
    if (error instanceof ParameterNotFound) return [];
    throw error;
  } finally {
    client.destroy();
  }
}

async function listNames(
  scope: NamespaceScope,
  profile: string | undefined,
): Promise<readonly string[]> {
  const client = createQuickSight({ region: scope.identityRegion, profile });
  try {
    return (await listGroups(client, scope)).map(({ GroupName = "" }) => GroupName);
  } catch (error) {
    // The stack has yet to make the namespace.
    if (error instanceof ResourceNotFoundException) return [];
    throw error;
  } finally {
    client.destroy();
  }
}
