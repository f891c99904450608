import { createHash } from "node:crypto";

/** A dashboard as it should be: plain data. */
export interface DesiredDashboard {
  readonly accountId: string;
  readonly dashboardId: string;
  /** The title that people see. */
  readonly name: string;
  /** JSON of a `DashboardVersionDefinition`. */
  readonly definition: string;
  /** Set when the dashboard is made. */
  readonly tags: Readonly<Record<string, string>>;
}

/** What descriptions of versions begin with that are made here. */
const beginning = "qsgov ";

/**
 * The description of a version of this definition. Versions never change (API reference of UpdateDashboard: each update makes one), so that it
 * tells without a state which version has which definition, and which versions somebody else made.
 *
 * @param definition as {@link DesiredDashboard.definition}
 */
export function markOf(definition: string): string {
  return `${beginning}${createHash("sha256").update(definition).digest("hex").slice(0, 32)}`;
}

/** True for the description of a version that was made here, of whatever definition. */
export function isMark(description: string | undefined): boolean {
  return description?.startsWith(beginning) === true;
}
