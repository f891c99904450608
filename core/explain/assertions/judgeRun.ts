import { accessSubject, foldersSubject } from "../../access/accessSubject.ts";
import { assetKey } from "../../access/grant.ts";
import { peopleSubject } from "../../people/peopleSubject.ts";
import { foretell, type ForetoldTenant } from "../foretell.ts";
import type { Snapshot } from "../snapshot.ts";
import type { Assertion } from "./assertion.ts";
import { judgeAssertions, type JudgedAssertions } from "./judgeAssertions.ts";

/** Tells what a run with a tenant's files would break. */
export function judgeRun(
  before: Snapshot,
  tenant: ForetoldTenant,
  assertions: readonly Assertion[],
): JudgedAssertions {
  const { snapshot: after, people, access, folders } = foretell(before, tenant);
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
