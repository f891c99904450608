import { accessSubject, foldersSubject } from "../../access/accessSubject.ts";
import { assetKey } from "../../access/grant.ts";
import { peopleSubject } from "../../people/peopleSubject.ts";
import { type Foretold, foretell, type ForetoldTenant } from "../foretell.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Assertion } from "./assertion.ts";
import { describeJudged, type DescribedAssertions } from "./describeJudged.ts";
import { judgeAssertions, type JudgedAssertions } from "./judgeAssertions.ts";
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
  const judged = judgeForetold(before, foretold, tenant, assertions);
  const causes = violationCauses(foretold.snapshot, {
    ...{ ...files, before, federationRole: tenant.governed.scope.federationRole },
    remembered: foretold.resolved.remembered,
    folders: foretold.folders?.resolved,
  });
  return describeJudged(judged, causes, assertions.length);
}

function judgeForetold(
  before: Snapshot,
  { snapshot: after, people, access, folders }: Foretold,
  tenant: ForetoldTenant,
  assertions: readonly Assertion[],
): JudgedAssertions {
  // What is given of other assets is none of these assertions' and was not read.
  const read = new Set(
    after.assets.flatMap((one) => (one.region === tenant.dataRegion ? assetKey(one) : [])),
  );
  const ofRead = access.steps.filter(({ asset }) => read.has(assetKey(asset)));
  const taken = [
    ...people.steps.map((step) => peopleSubject.takes(step)),
    ...ofRead.map((step) => accessSubject.takes(step)),
    ...(folders?.plan.steps ?? []).map((step) => foldersSubject.takes(step)),
  ];
  const takes = taken.some((lines) => lines.length > 0);
  const gives = taken.some((lines) => lines.length === 0);
  return judgeAssertions(before, after, assertions, { gives, takes });
}
