import assert from "node:assert/strict";
import { accessSubject } from "../../../core/access/accessSubject.ts";
import type { GovernedAccess } from "../../../core/access/governedAccess.ts";
import type { Grant } from "../../../core/access/grant.ts";
import { type AccessSetting, resolveAccess } from "../../../core/access/resolveAccess.ts";
import type { AccessStep } from "../../../core/access/step.ts";
import { run, type RunOptions } from "../../../core/reconcile/run.ts";
import { scope } from "../../support/simulatedNamespace.ts";
import { dashboards, dataRegion, sampleAccess, type SimulatedAssets } from "./simulatedAssets.ts";

/** The kinds that the sample has assets of. */
export const allKinds = ["dashboard", "analysis", "data-set", "data-source"];

/** What these settings come to on the simulated dashboards; none of them may be wrong. */
export function resolve(...access: AccessSetting[]): Grant[] {
  const { grants, problems } = resolveAccess(access, dashboards);
  assert.deepEqual(problems, []);
  return [...grants];
}

/** The grants of the sample. */
export const sample = resolve(...sampleAccess);

/** These dashboards for the group `critical`, and nothing else. */
export function criticalOnly(level: "viewer" | "owner", ...ids: string[]): Grant[] {
  return resolve({ group: "critical", dashboards: ids, level });
}

/** The hash that a refusal asks for. */
export function hashIn(error: unknown): string {
  return /APPROVE=(\w+)/.exec(String(error))?.[1] ?? "";
}

/** Runs access in a simulated world, or another subject of the same kind, without a lock unless the options name one. */
export function reconcileIn(
  world: SimulatedAssets,
  desired: GovernedAccess,
  options: Partial<RunOptions<GovernedAccess, AccessStep>> = {},
  subject: typeof accessSubject = accessSubject,
) {
  return run(subject, {
    desired,
    regions: { identity: scope.identityRegion, data: [dataRegion] },
    connection: world.connection,
    owner: "a test",
    approvals: [],
    ...options,
  });
}
