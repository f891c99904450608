import type { QuickSightClient, ResourcePermission } from "@aws-sdk/client-quicksight";
import { grantPermissions } from "../../assets/grantPermissions.ts";
import { mostChanges } from "../../assets/mostChanges.ts";
import { revokePermissions } from "../../assets/revokePermissions.ts";
import { type Connection, type Grant, toPermission } from "./connection.ts";

/**
 * Gives groups their whole sets, and takes what they lose: new sets first, so that it is never without an owner between two calls. Groups
 * of neither list are not touched. A group that gets another set gets the whole of it and loses the rest in one call.
 */
export async function changeGrants(
  client: QuickSightClient,
  { awsAccountId, dataSourceId: id }: Pick<Connection, "awsAccountId" | "dataSourceId">,
  before: readonly Grant[],
  after: readonly Grant[],
): Promise<void> {
  const asset = { kind: "data-source", id } as const;
  const actionsOf = (grants: readonly Grant[], who: string) =>
    grants.find(({ principal }) => principal === who)?.actions ?? [];
  const given = after.filter(({ principal, actions }) => {
    const had = actionsOf(before, principal);
    return actions.some((action) => !had.includes(action));
  });
  const lost = before.flatMap(({ principal, actions }): Grant[] => {
    const keeps = actionsOf(after, principal);
    const gone = actions.filter((action) => !keeps.includes(action));
    return gone.length === 0 ? [] : [{ principal, actions: gone }];
  });
  for (const some of inParts(given)) await grantPermissions(client, awsAccountId, asset, some);
  for (const revoke of inParts(lost)) {
    const names = new Set(revoke.map(({ Principal }) => Principal));
    const grant = after.filter(({ principal }) => names.has(principal)).map(toPermission);
    await revokePermissions(client, awsAccountId, asset, { revoke, grant });
  }
}

function inParts(grants: readonly Grant[]): ResourcePermission[][] {
  const all = grants.map(toPermission);
  const most = mostChanges("data-source");
  return Array.from({ length: Math.ceil(all.length / most) }, (_, index) =>
    all.slice(index * most, (index + 1) * most),
  );
}
