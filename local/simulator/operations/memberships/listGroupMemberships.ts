import type {
  ListGroupMembershipsCommandInput,
  ListGroupMembershipsCommandOutput,
} from "@aws-sdk/client-quicksight";
import { requireGroup } from "../groups/groupRecord.ts";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
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
    (_, name) => ({ Arn: userArn(store, namespace, name), MemberName: name }),
  );
  return { GroupMemberList: items, NextToken };
};
