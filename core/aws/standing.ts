import type { QuickSightClient } from "@aws-sdk/client-quicksight";

/** Where something stands that AWS accepted before it was done. */
export interface Standing {
  /** `running`: AWS is at it; `wrong`: it ended otherwise than it should, or is not as it was declared. */
  readonly is: "done" | "running" | "wrong";
  /** In words: what a preview compares with what should be, such as `loaded`, or what goes on, such as `RUNNING, 1200 rows`. */
  readonly text: string;
  /** What tells one go from the next, such as the id of a load; empty where AWS has no such thing. */
  readonly mark: string;
  /** The mark of the newest go that a change of what is followed began, or may have changed what it comes to; absent where there is none, or it is not known any more. */
  readonly change?: string;
  /** Of what is wrong, for whoever must put it right: what happened, what holds meanwhile, what to do. */
  readonly problem?: string;
  /** True: another go may be on its way that AWS does not show yet. */
  readonly mayBeFollowed?: boolean;
}

/** What is followed: plain data. */
export interface Followed {
  readonly accountId: string;
  /** The id at AWS of what is followed; empty where an account has one only. */
  readonly subject: string;
  /** What people call it. */
  readonly displayName: string;
  /** How it should stand in the end: the text of its {@link Standing}. */
  readonly wanted: string;
}

/** One kind of thing that is followed: a row. */
export interface FollowedKind {
  /** What AWS is doing, for messages: `loading data set Revenue`. */
  readonly task: (displayName: string) => string;
  /** How long it is waited for, in milliseconds. */
  readonly limit: number;
  /**
   * How long a new go may take to be shown by AWS, in milliseconds: what was begun a moment ago is not always listed at once.
   * @default 15 seconds
   */
  readonly untilShown?: number;
  /** What is said where it takes longer than that; absent: nothing is wrong with that, the next run follows it. */
  readonly tooLong?: string;
  /** True: trying again costs nothing, so it is done wherever something is wrong, also at first sight. */
  readonly atOnce: boolean;
  /** True: every change begins a go; where AWS shows none, one is begun, as nobody may be told that the change holds. */
  readonly everyChange?: boolean;
  /** One look. Errors of AWS come as they are. */
  readonly look: (client: QuickSightClient, followed: Followed) => Promise<Standing>;
  /**
   * Has AWS do it again.
   *
   * @param why it failed, or what a change should have begun is missing
   * @returns what is to be said of it; `problem` when it cannot be done again
   */
  readonly again: (
    client: QuickSightClient,
    followed: Followed,
    why: "failed" | "missing",
  ) => Promise<{ readonly said?: string; readonly problem?: string }>;
}
