import { printable } from "../../aws/printable.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import { describeUnmanagedUser } from "./describeUnmanagedUser.ts";

/** What there is and is not managed, in words, a line each. */
export function describeUnmanaged({ unmanaged, unmanagedGroups }: ActualNamespace): string[] {
  const users = unmanaged.map(
    (user) => `${describeUnmanagedUser(user)}: not managed here; left as is`,
  );
  const groups = unmanagedGroups.map((name) => `group ${name}: not managed here; left as is`);
  return [...users, ...groups].map(printable);
}
