import { arnOf } from "../../store/arnOf.ts";
import type { Store } from "../../store/store.ts";

/** Somebody who reads, by all that rules may call them. */
export interface Reader {
  readonly namespace: string;
  readonly userName: string;
  readonly groupNames: ReadonlySet<string>;
  readonly arn: string;
  readonly groupArns: ReadonlySet<string>;
}

/** A user of a namespace; who is not there is in no group. */
export function readerOf(store: Store, namespace: string, userName: string): Reader {
  const { id, identityRegion } = store.account;
  const groups = store.namespaces.get(namespace)?.users.get(userName)?.groups.keys() ?? [];
  const groupNames = new Set(groups);
  const arn = (type: string, name: string) =>
    arnOf(identityRegion, id, `${type}/${namespace}/${name}`);
  return {
    ...{ namespace, userName, groupNames, arn: arn("user", userName) },
    groupArns: new Set([...groupNames].map((name) => arn("group", name))),
  };
}
