import { findCaller, readObject } from "@quicksight-governance/core/aws";
import { readRoster } from "@quicksight-governance/core/people";
import { requireAccount } from "@quicksight-governance/core/preflight";
import {
  countMistakes,
  formatProblems,
  type PublishedAccount,
  type PublishedTenant,
  readPublished,
} from "@quicksight-governance/core/settings";
import { type PreparedTenant, prepareTenant } from "@quicksight-governance/core/tenant";
import { FileMistakes } from "./failures.ts";

/** A tenant as its stack has published it, ready to be run. */
export interface OpenedTenant extends PreparedTenant {
  /** The governance bucket, where its lock and ledger are. */
  readonly bucket: string;
  readonly region: string;
}

/** Where a function is, and where it finds what the stacks published. */
export function placeOf(environment: NodeJS.ProcessEnv): {
  readonly region: string;
  readonly prefix: string;
} {
  return {
    region: environment["AWS_REGION"] ?? "",
    prefix: environment["PARAMETER_PREFIX"] ?? "/quicksight-governance",
  };
}

/**
 * Reads what the stacks have published about a tenant, sees that the account can be governed, and prepares one part of it, as `qsgov` does.
 *
 * @throws {FileMistakes} naming all mistakes of the membership file; else as the calls do
 */
export async function openTenant(
  namespace: string,
  only: "people" | "access",
): Promise<OpenedTenant> {
  const { region, prefix } = placeOf(process.env);
  const { account, tenant } = await readPublished({ region }, prefix, namespace);
  const { accountId, partition, arn } = await findCaller(region);
  const identityRegion = await requireAccount(accountId, { region }, account["identity-region"]);
  const roster = only === "people" ? await readPeople(account, tenant, region) : noRoster;
  const prepared = await prepareTenant({
    settings: tenant,
    account: {
      ...{ accountId, partition, identityRegion, region },
      federationRole: account["federation-role"],
    },
    identity: { ...roster, callerArn: arn },
    access: { region },
    bucket: account.bucket,
    only,
  });
  return { ...prepared, bucket: account.bucket, region };
}

const noRoster = { people: [], source: "" };

async function readPeople(
  { namespaces }: PublishedAccount,
  { namespace, groups, identity, membership, landing }: PublishedTenant,
  region: string,
) {
  const source = `s3://${membership.bucket}/${membership.key}`;
  const content = await readObject(membership.bucket, membership.key, { region });
  const { people, unusable, problems } = readRoster(content, source, {
    ...{ namespace, groups, session: identity.session, unusable: membership.unusable },
    ...{ namespaces, newcomers: landing?.newcomers },
  });
  if (problems.length > 0) {
    throw new FileMistakes(
      `the membership file has ${countMistakes(problems)}; nothing was written:\n${formatProblems(problems)}`,
    );
  }
  return { people, source, unusable: unusable.map(({ session }) => session) };
}
