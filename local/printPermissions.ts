import { parseArgs } from "node:util";
import { toPolicyDocument } from "../stacks/toPolicyDocument.ts";
import { stackPermissions } from "./demo/stackPermissions.ts";

const usage = `npm run permissions --silent -- --stack STACK --account ID --region REGION [--identity-region REGION] [--partition aws]

  prints the IAM policy of whoever deploys the stack, by its file Pulumi.STACK.yaml

  --region           where QuickSight data, buckets and parameters are
  --identity-region  where people of QuickSight are, when elsewhere
  --partition        aws, aws-us-gov or aws-cn (default: aws)`;

try {
  const string = { type: "string" } as const;
  const { values } = parseArgs({
    options: {
      ...{ stack: string, account: string, region: string, "identity-region": string },
      partition: { ...string, default: "aws" },
    },
  });
  const { stack, account, region, partition } = values;
  if (stack === undefined || account === undefined || region === undefined) throw new Error(usage);
  const identityRegion = values["identity-region"] ?? region;
  const facts = { accountId: account, region, identityRegion, partition };
  console.log(JSON.stringify(toPolicyDocument(stackPermissions(stack, facts)), null, 2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
