import { parseArgs } from "node:util";
import { regionName } from "@quicksight-governance/core/settings";
import { toPolicyDocuments } from "../stacks/toPolicyDocuments.ts";
import { stackPermissions } from "./demo/stackPermissions.ts";

const usage = `npm run permissions --silent -- --stack STACK --account ID --region REGION [--identity-region REGION] [--partition aws]

  prints the IAM policy of whoever deploys the stack, by its file Pulumi.STACK.yaml; where it does not fit one managed policy, a list of several

  --region           where QuickSight data, buckets and parameters are
  --identity-region  where people of QuickSight are, when elsewhere
  --partition        aws, aws-us-gov or aws-cn (default: that of the Region)`;

/** Partitions by what the names of their Regions begin with; all other Regions are in `aws`. */
const partitions = { cn: "aws-cn", "us-gov": "aws-us-gov" };

/** What of the given values no AWS has: a policy for it would allow nothing. */
function findMistakes(account: string, regions: Record<string, string>, partition: string) {
  const mistakes = Object.entries(regions)
    .filter(([, region]) => !regionName.safeParse(region).success)
    .map(([name, region]) => `--${name}: ${region} is no Region; give one such as eu-west-1`);
  if (!/^\d{12}$/.test(account)) {
    mistakes.unshift(`--account: ${account} is no account; give its number of 12 digits`);
  }
  const known = ["aws", ...Object.values(partitions)];
  if (!known.includes(partition)) {
    mistakes.push(
      `--partition: ${partition} is none of ${known.join(", ")}; leave it out to go by the Region`,
    );
  }
  return mistakes;
}

function partitionOf(region: string): string {
  const found = Object.entries(partitions).find(([start]) => region.startsWith(`${start}-`));
  return found?.[1] ?? "aws";
}

try {
  const string = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      ...{ stack: string, account: string, region: string, "identity-region": string },
      partition: string,
    },
  });
  const { stack, account, region } = values;
  if (stack === undefined || account === undefined || region === undefined) throw new Error(usage);
  const partition = values.partition ?? partitionOf(region);
  const elsewhere = values["identity-region"];
  const regions = { region, ...(elsewhere !== undefined && { "identity-region": elsewhere }) };
  const mistakes = findMistakes(account, regions, partition);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  const facts = { accountId: account, region, identityRegion: elsewhere ?? region, partition };
  const documents = toPolicyDocuments(stackPermissions(stack, facts));
  const [only] = documents;
  console.log(JSON.stringify(documents.length === 1 ? only : documents, null, 2));
  if (documents.length > 1) {
    console.error(
      `${documents.length} managed policies, as a list: make each (jq '.[0]' …) and attach all of them; IAM attaches 10 to a role, or 20 once the quota is raised`,
    );
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
