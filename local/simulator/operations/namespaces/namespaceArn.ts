import type { Store } from "../../store/store.ts";
import { arnOf } from "../../store/arnOf.ts";

/** The ARN of a namespace. */
export function namespaceArn({ account }: Store, name: string): string {
  return arnOf(account.identityRegion, account.id, `namespace/${name}`);
}
