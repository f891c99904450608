import {
  type GovernanceEvent,
  runSoon,
  scheduleOnce,
  type SoonTarget,
  triggeredBy,
} from "@quicksight-governance/core/hourly";
import { listPublished } from "@quicksight-governance/core/settings";
import { log } from "./log.ts";
import { placeOf } from "./openTenant.ts";

/** The runs that an event asked for, by the names of their schedules; none where it is about no tenant. */
export interface EventAnswer {
  readonly why: string;
  readonly runs: readonly string[];
}

/**
 * Has the tenants governed that an event is about: a new membership file, somebody who registered themselves, a change by hand. Events that come
 * close together are one run.
 *
 * Environment besides that of all functions: `MACHINE_ARN`, `SOON_ROLE_ARN` and `QUEUE_ARN`, what starts which machine, and where it lies if that fails.
 */
export async function handler(event: GovernanceEvent): Promise<EventAnswer> {
  const { region, prefix } = placeOf(process.env);
  const { namespaces, why } = triggeredBy(event, await listPublished({ region }, prefix));
  const target: SoonTarget = {
    machineArn: process.env["MACHINE_ARN"] ?? "",
    roleArn: process.env["SOON_ROLE_ARN"] ?? "",
    queueArn: process.env["QUEUE_ARN"] ?? "",
  };
  const now = new Date();
  const runs = namespaces.map((namespace) => ({ namespace, ...runSoon(namespace, now) }));
  for (const { namespace, ...run } of runs) {
    const isNew = await scheduleOnce({ region }, run, { namespaces: [namespace] }, target);
    log.info(`${why}: ${isNew ? "a run" : "one run with others"}`, { namespace, run: run.name });
  }
  return { why, runs: runs.map(({ name }) => name) };
}
