import { paginateGetParametersByPath, SSMClient } from "@aws-sdk/client-ssm";
import type { AwsAccess } from "../aws/awsAccess.ts";

/**
 * The namespaces whose tenant stacks are deployed, sorted: those that publish something. What a destroyed stack published stays in the bucket, and
 * its parameters go.
 *
 * @param prefix path of all parameters, such as `/quicksight-governance`
 */
export async function listPublished(access: AwsAccess, prefix: string): Promise<string[]> {
  const path = `${prefix}/tenants`;
  const client = new SSMClient({ ...access });
  const found = new Set<string>();
  try {
    const pages = paginateGetParametersByPath({ client }, { Path: path, Recursive: true });
    for await (const { Parameters = [] } of pages) {
      for (const { Name = "" } of Parameters) {
        const [namespace = ""] = Name.slice(path.length + 1).split("/");
        if (namespace !== "") found.add(namespace);
      }
    }
  } finally {
    client.destroy();
  }
  return [...found].sort();
}
