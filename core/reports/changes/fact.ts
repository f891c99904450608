/** One thing that is so in an account: somebody's role, a membership, a grant. Plain data, and the same whoever tells of it. */
export interface Fact {
  /** Of the person, the group or the principal; empty of what belongs to no namespace. */
  readonly namespace: string;
  /** `user`, `group`, `namespace`, or the kind of an asset. */
  readonly whoType: string;
  /** A user name, the whole name of a group, or the id of an asset. */
  readonly who: string;
  /** `role`, `profile`, `group`, `namespace`, `account`, or the kind of an asset. */
  readonly whatType: string;
  /** A role, the name of a profile or a group, or the id of an asset. */
  readonly what: string;
  /** Of a grant: `viewer`, and `viewer by link` where only who has the link gets there. */
  readonly level?: string;
  /** What an asset is called; two facts that differ in it alone are the same. */
  readonly name?: string;
}

/** What tells a fact from all others. */
export function factKey({ namespace, whoType, who, whatType, what, level = "" }: Fact): string {
  return [namespace, whoType, who, whatType, what, level].join("\n");
}
