import { createQuickSight, type NamespaceScope } from "@quicksight-governance/core/aws";
import { readNamespace } from "@quicksight-governance/core/people";
import type { LocalAws } from "../startLocalAws.ts";

/** Prints who is in a namespace, with role and groups, read back from QuickSight itself. */
export async function printPeople(aws: LocalAws, namespace: string): Promise<void> {
  const scope: NamespaceScope = {
    accountId: aws.accountId,
    partition: "aws",
    namespace,
    identityRegion: aws.identityRegion,
    federationRole: "quicksight-fed-users",
    groupPrefix: "quicksight-fed-",
  };
  const client = createQuickSight({
    region: aws.identityRegion,
    endpoint: aws.simulator.url,
    credentials: { accessKeyId: aws.accountId, secretAccessKey: "test" },
  });
  const { people } = await readNamespace(client, scope);
  client.destroy();
  const width = Math.max(...people.map(({ email }) => email.length));
  for (const { email, role, groups } of people) {
    console.log(`  ${email.padEnd(width)}  ${role.padEnd(10)}  ${groups.join(", ")}`);
  }
  console.log(`  ${people.length} ${people.length === 1 ? "person" : "people"}`);
}
