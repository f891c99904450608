/** What a DashboardFromDefinition resource holds, as inputs and as state alike; flat, and with all its fields, as `RosterState` is. */
export interface DashboardState {
  readonly version: 1;
  readonly accountId: string;
  /** The data Region. */
  readonly region: string;
  readonly dashboardId: string;
  /** The title that people see. */
  readonly name: string;
  /** JSON of a `DashboardVersionDefinition`, a line for each member: what a preview shows of a change. */
  readonly definition: string;
  /** JSON of values by keys. */
  readonly tags: string;
  /** As an input `published`; in a state what people see. So a preview shows what somebody published by hand, and an update puts it back. */
  readonly standing: string;
}

/** A change of one of these makes it another resource. */
export const identityFields = ["accountId", "region", "dashboardId"] as const;
