/** How much a single run may take away, and from whom nothing is taken. */
export interface GuardSettings {
  /**
   * A run is refused when more people (or, for each group, more members) would go than the larger of `percent` of those
   * there are and `atLeast`.
   * @default { percent: 25, atLeast: 5 }
   */
  readonly removals: { readonly percent: number; readonly atLeast: number };
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
  removals: { percent: 25, atLeast: 5 },
  minimumAdmins: 1,
  protected: [],
  additiveOnly: false,
  leavers: "remove",
};
