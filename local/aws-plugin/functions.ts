import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Context } from "./context.ts";
import type { Bag } from "./resource.ts";

/** The functions served (`aws.getCallerIdentity()` and its kind), by token. */
const functions: Record<string, (context: Context) => Promise<Bag>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getRegion:getRegion": getRegion,
};

/** Runs one function of the provider. */
export async function callFunction(token: string, context: Context): Promise<Bag> {
  const run = functions[token];
  if (run === undefined) {
    throw new Error(
      `the local aws plugin does not serve the function ${token}; add it in local/aws-plugin/functions.ts`,
    );
  }
  return run(context);
}

async function getCallerIdentity(context: Context): Promise<Bag> {
  const { Account, Arn, UserId } = await context
    .client(STSClient)
    .send(new GetCallerIdentityCommand({}));
  return { accountId: Account, arn: Arn, userId: UserId, id: Account };
}

/** The partition that a Region is in. */
export function partitionOf(region: string): { name: string; dnsSuffix: string } {
  if (region.startsWith("cn-")) return { name: "aws-cn", dnsSuffix: "amazonaws.com.cn" };
  if (region.startsWith("us-gov-")) return { name: "aws-us-gov", dnsSuffix: "amazonaws.com" };
  return { name: "aws", dnsSuffix: "amazonaws.com" };
}

function getPartition(context: Context): Promise<Bag> {
  const { name, dnsSuffix } = partitionOf(context.region);
  const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
  return Promise.resolve({ id: name, partition: name, dnsSuffix, reverseDnsPrefix });
}

function getRegion({ region }: Context): Promise<Bag> {
  const endpoint = `ec2.${region}.${partitionOf(region).dnsSuffix}`;
  return Promise.resolve({ id: region, name: region, region, endpoint, description: region });
}
