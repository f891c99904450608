import {
  AccessDeniedException,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { createQuickSight, describeError } from "@quicksight-governance/core/aws";
import { declaredIdOf, type Problem, showText } from "@quicksight-governance/core/settings";
import { nameUnder } from "./nameUnder.ts";
import { type NewId, newIds } from "./newIds.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/**
 * Finds the ids that this tenant is about to take and that are, or may become, another tenant's: an id is made of namespace and name, so
 * that `eu-orders` of namespace `sales` and `orders` of `sales-eu` have the same. Ids cannot be changed, so those of what the stack has
 * stay. What is new is refused to the tenant with the shorter namespace, which can tell by the name; the other one, of which any name
 * may be taken from before, looks whether it is.
 *
 * @param namespaces every namespace of the account
 * @param resources  what the stack has
 * @returns a problem for each, whose `where` is the key of the data source or data set
 */
export async function findTakenIds(
  settings: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">,
  namespaces: readonly string[],
  resources: StackResources,
  {
    accountId,
    access,
  }: { readonly accountId: string; readonly access: Parameters<typeof createQuickSight>[0] },
): Promise<Problem[]> {
  const { namespace } = settings;
  const fresh = newIds(settings, resources);
  const longer = namespaces.filter((other) => other.startsWith(`${namespace}-`));
  const problems = fresh.flatMap((one) => checkName(one, namespace, longer));
  const shorter = namespaces.filter((other) => namespace.startsWith(`${other}-`));
  if (shorter.length === 0) return problems;
  const client = createQuickSight(access);
  try {
    for (const one of fresh) {
      const describe = (found: string) => describeTaken(one, found, namespace, shorter);
      problems.push(...(await look(client, accountId, one, describe)));
    }
    return problems;
  } finally {
    client.destroy();
  }
}

function checkName(
  { where, what, id }: NewId,
  namespace: string,
  longer: readonly string[],
): Problem[] {
  return longer.flatMap((other) => {
    const beginning = declaredIdOf(other, "");
    if (!id.startsWith(beginning)) return [];
    const theirs = id.slice(beginning.length);
    const advice =
      what === "its id"
        ? `use a name that does not begin with ${other.slice(namespace.length + 1)}-`
        : "use another name";
    const message = `${what} in QuickSight, ${id}, is that of something called ${theirs} in namespace ${other}; ${advice}`;
    return [{ where, message }];
  });
}

/** What is wrong with an id that may be taken; nothing where it is free, or the caller may not look. */
async function look(
  client: QuickSightClient,
  accountId: string,
  one: NewId,
  describe: (found: string) => Problem,
): Promise<Problem[]> {
  const { where, what, kind, id } = one;
  try {
    return [describe(await nameUnder[kind](client, accountId, id))];
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof AccessDeniedException) {
      return [];
    }
    const message = `${what} in QuickSight, ${id}, cannot be looked at (${describeError(error)}); run it again`;
    return [{ where, message }];
  }
}

function describeTaken(
  { where, what, id }: NewId,
  found: string,
  namespace: string,
  shorter: readonly string[],
): Problem {
  const owners = shorter.map((other) => {
    const theirs = `${namespace.slice(other.length + 1)}-${id.slice(declaredIdOf(namespace, "").length)}`;
    return `namespace ${other} may have it, as ${theirs}`;
  });
  const message = `${what} in QuickSight, ${id}, is taken by ${showText(found)}, which this stack did not make (${owners.join("; ")}); use another name`;
  return { where, message };
}
