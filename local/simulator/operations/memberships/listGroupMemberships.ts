import type {
  ListGroupMembershipsCommandInput,
  ListGroupMembershipsCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { User } from "../../store/store.ts";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { shownName } from "../users/orphans.ts";
import { userArn } from "../users/userArn.ts";

/** The members of a group. */
export const listGroupMemberships: Handler<
  ListGroupMembershipsCommandInput,
  ListGroupMembershipsCommandOutput
> = (call, store) => {
  const namespace = requireNamespace(store, call.input.Namespace);
  const group = requireGroup(namespace, call.input.GroupName);
  const { items, NextToken } = page(
    call,
    group.members,
    { scope: `${namespace.name}/${group.name}` },
    (_, name) => {
      const user: Pick<User, "name" | "formerName"> = namespace.users.get(name) ?? { name };
      return {
        Arn: userArn(store, namespace, user.formerName ?? user.name),
        MemberName: shownName(user),
      };
    },
  );
  return { GroupMemberList: items, NextToken };
};
