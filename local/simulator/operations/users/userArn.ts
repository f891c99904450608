import type { Namespace, Store } from "../../store/store.ts";
import { arnOf } from "../../store/arnOf.ts";

/** The ARN of a user, such as `arn:aws:quicksight:eu-west-1:111122223333:user/default/Role/ana@x.com`. */
export function userArn({ account }: Store, namespace: Namespace, userName: string): string {
  return arnOf(account.identityRegion, account.id, `user/${namespace.name}/${userName}`);
}
