import type {
  ListRoleMembershipsCommandInput,
  ListRoleMembershipsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { SortedSet } from "../../store/sortedSet.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";

/** The groups that have a role. */
export const listRoleMemberships: Handler<
  ListRoleMembershipsCommandInput,
  ListRoleMembershipsCommandOutput
> = (call, store) => {
  const { Namespace, Role } = call.input;
  const namespace = requireNamespace(store, Namespace);
  const { items, NextToken } = page(
    call,
    namespace.roleMembers[Role] ?? new SortedSet(),
    { scope: `${Namespace}/${Role}` },
    (_, name) => name,
  );
  return { MembersList: items, NextToken };
};
