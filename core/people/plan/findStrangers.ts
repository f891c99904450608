import type { ActualNamespace, UnmanagedUser } from "../readNamespace.ts";

/** Looks up users who are not managed here. */
export interface Strangers {
  readonly hasUserName: (userName: string) => boolean;
  /** Those of this email, whatever its case; none for no email. */
  readonly withEmail: (email: string) => readonly UnmanagedUser[];
}

/** Indexes users who are not managed here: thousands of newcomers ask for them. */
export function findStrangers({ unmanaged }: Pick<ActualNamespace, "unmanaged">): Strangers {
  const userNames = new Set(unmanaged.map(({ userName }) => userName));
  const byEmail = Map.groupBy(unmanaged, ({ email }) => email.toLowerCase());
  return {
    hasUserName: (userName) => userNames.has(userName),
    withEmail: (email) => (email === "" ? [] : (byEmail.get(email.toLowerCase()) ?? [])),
  };
}
