import type { GovernedNamespace } from "../../../../core/people/governedNamespace.ts";
import type { LockPlace } from "../../../../core/reconcile/lock/lockPlace.ts";
import { runPeople } from "../../../support/runPeople.ts";

/** What the program is given, as JSON in its only argument. */
export interface ChildRun {
  /** Where QuickSight answers; S3 is found by the environment. */
  readonly url: string;
  readonly governed: GovernedNamespace;
  readonly lock: LockPlace;
}

const { url, governed, lock } = JSON.parse(process.argv[2] ?? "") as ChildRun;
const { failed } = await runPeople(url, governed, { lock });
process.exitCode = failed.length;
