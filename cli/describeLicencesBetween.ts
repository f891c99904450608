import type { Snapshot } from "@quicksight-governance/core/explain";
import { describeLicences, licencesBetween } from "@quicksight-governance/core/people";

/** What the licences of one state of an account cost more than those of another, as a sentence; undefined where they are the same. */
export function describeLicencesBetween({
  before,
  after,
}: {
  readonly before: Snapshot;
  readonly after: Snapshot;
}): string | undefined {
  const rolesIn = ({ namespaces }: Snapshot) =>
    Object.values(namespaces).flatMap(({ people }) => people.map(({ role }) => role));
  return describeLicences(licencesBetween(rolesIn(before), rolesIn(after)));
}
