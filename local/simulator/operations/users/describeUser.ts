import type {
  DescribeUserCommandInput,
  DescribeUserCommandOutput,
} from "@aws-sdk/client-quicksight";
import type { Handler } from "../handler.ts";
import { requireNamespace } from "../requireNamespace.ts";
import { describeUserRecord, requireUser } from "./userRecord.ts";

/** Shows a user. */
export const describeUser: Handler<DescribeUserCommandInput, DescribeUserCommandOutput> = (
  { input },
  store,
) => {
  const namespace = requireNamespace(store, input.Namespace);
  const user = requireUser(namespace, input.UserName);
  return { User: describeUserRecord(store, namespace, user) };
};
