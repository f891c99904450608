import type { ListUsersCommandInput, ListUsersCommandOutput } from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { page } from "../page.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeUserRecord } from "./userRecord.ts";

/** The users of a namespace. */
export const listUsers: Handler<ListUsersCommandInput, ListUsersCommandOutput> = (call, store) => {
  const namespace = requireNamespace(store, call.input.Namespace);
  const { items, NextToken } = page(call, namespace.users, { scope: namespace.name }, (user) =>
    describeUserRecord(store, namespace, user),
  );
  return { UserList: items, NextToken };
};
