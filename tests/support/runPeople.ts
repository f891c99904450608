import type { GovernedNamespace } from "../../core/people/governedNamespace.ts";
import { peopleSubject } from "../../core/people/peopleSubject.ts";
import type { PeopleStep } from "../../core/people/step.ts";
import { type Outcome, run, type RunOptions } from "../../core/reconcile/run.ts";
import type { MemoryBucket } from "./memoryBucket.ts";

/** Runs people against a simulator, with a lock in the bucket; see {@link run}. */
export function runPeople(
  url: string,
  governed: GovernedNamespace,
  {
    bucket,
    ...options
  }: Partial<RunOptions<GovernedNamespace, PeopleStep>> & { bucket?: MemoryBucket } = {},
): Promise<Outcome<PeopleStep>> {
  return run(peopleSubject, {
    desired: governed,
    regions: { identity: governed.scope.identityRegion, data: governed.dataRegions },
    connection: {
      endpoint: url,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    },
    lock: bucket?.place,
    owner: "a test",
    approvals: [],
    ...options,
  });
}
