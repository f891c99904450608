import { foretell, type ForetoldTenant } from "../foretell.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Assertion } from "./assertion.ts";
import { describeJudged, type DescribedAssertions } from "./describeJudged.ts";
import { directionOf } from "./directionOf.ts";
import { judgeAssertions } from "./judgeAssertions.ts";
import { type TenantFiles, violationCauses } from "./violationCauses.ts";

/** The files that a run is made with. */
export type RunFiles = Pick<TenantFiles, "settings" | "roster" | "locate">;

/** Tells what a run with a tenant's files would break, and which of them cause it. */
export function judgeRun(
  before: Snapshot,
  tenant: ForetoldTenant,
  files: RunFiles,
  assertions: readonly Assertion[],
): DescribedAssertions {
  const foretold = foretell(before, tenant);
  const direction = directionOf(before, foretold, tenant, assertions);
  const judged = judgeAssertions(before, foretold.snapshot, assertions, direction);
  const causes = violationCauses(foretold.snapshot, {
    ...{ ...files, before, federationRole: tenant.governed.scope.federationRole },
    remembered: foretold.resolved.remembered,
    folders: foretold.folders?.resolved,
  });
  return describeJudged(judged, causes, assertions.length);
}
