import type { Limits } from "./limits.ts";

/** How much a single run may take away, and from whom nothing is taken. */
export interface GuardSettings {
  /**
   * How much the runs of 24 hours may take: people, roles, grants, and of each group members. Memberships and grants, of which
   * everybody has several, may be four times as many at most.
   * @default { percent: 25, atLeast: 5, atMost: 25 }
   */
  readonly removals: Limits;
  /**
   * How many people the runs of 24 hours may make authors or admins, or Pro; where people are, newcomers count who come as one of the
   * first two. As many as `atLeast`, and of few people half, may be registered who are there already as somebody else. To as many, but
   * four times `atMost`, one run may show more rows or columns of a protected data set.
   * @default { percent: 25, atLeast: 5, atMost: 25 }
   */
  readonly promotions: Limits;
  /**
   * How many people the runs of 24 hours may register in a namespace that has people already: a wrong prefix or role name
   * registers everybody again. As many may be moved out of `default`, also where nobody is yet.
   * @default { percent: 100, atLeast: 50, atMost: 1000 }
   */
  readonly registrations: Limits;
  /**
   * Admins that must be left, of those the namespace has.
   * @default 1
   */
  readonly minimumAdmins: number;
  /**
   * Patterns of people who lose nothing: `*` stands for any characters, case does not matter, and a pattern is held against
   * the email and against the whole user name in QuickSight.
   * @default []
   */
  readonly protected: readonly string[];
  /**
   * True: nobody loses anything; what would be taken is reported.
   * @default false
   */
  readonly additiveOnly: boolean;
  /**
   * What becomes of people who left the roster: removed, made readers without groups, or kept as they are.
   * @default "remove"
   */
  readonly leavers: Leavers;
  /** The group that gets what people own before they are deleted. Without one, nobody who alone owns something is deleted. */
  readonly successor?: string | undefined;
}

/** See {@link GuardSettings.leavers}. */
export const leaversPolicies = ["remove", "downgrade", "keep"] as const;

/** See {@link GuardSettings.leavers}. */
export type Leavers = (typeof leaversPolicies)[number];

/** The guard of a tenant that sets none. */
export const defaultGuard: GuardSettings = {
  removals: { percent: 25, atLeast: 5, atMost: 25 },
  promotions: { percent: 25, atLeast: 5, atMost: 25 },
  registrations: { percent: 100, atLeast: 50, atMost: 1000 },
  minimumAdmins: 1,
  protected: [],
  additiveOnly: false,
  leavers: "remove",
};
