import {
  assertionsOf,
  checkAssertions,
  declaredData,
  describeDifference,
  diffAccess,
  diffSessions,
  diffSight,
  nameViolations,
  openIndex,
  type Snapshot,
  violationCauses,
  withDeclaredRules,
} from "@quicksight-governance/core/explain";
import { type LastUpdate, noUpdate } from "@quicksight-governance/core/access";
import { withLandingData } from "@quicksight-governance/core/landing";
import { formatProblems } from "@quicksight-governance/core/settings";
import { type Difference, diffDocument } from "../diffDocument.ts";
import { diffSarif } from "../diffSarif.ts";
import { diffText } from "../diffText.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { federationRoleOf } from "../federationRoleOf.ts";
import { type Declared, foretellTenant } from "../foretellTenant.ts";
import { findLockBucket } from "../findLockBucket.ts";
import { findPast } from "../findPast.ts";
import { findSnapshot } from "../findSnapshot.ts";
import { loadFiles } from "../loadFiles.ts";
import type { LoadedTenant } from "../loadTenant.ts";
import { lookForLastUpdate } from "../lookForLastUpdate.ts";
import { output } from "../output.ts";
import { type DiffOptions, parseDiffOptions } from "../parseDiffOptions.ts";
import { readSnapshotFile } from "../readSnapshotFile.ts";
import { governTenant } from "../governTenant.ts";
import { inCommit, type Side } from "../sides.ts";
import { writeWhole } from "../writeWhole.ts";

/** A side as it was worked out. */
interface WorkedOut {
  readonly snapshot: Snapshot;
  /** Whose files made it. */
  readonly tenant?: LoadedTenant;
  /** What these files declare: what is declared before those of the other side. */
  readonly declared?: Declared;
  readonly notices: readonly string[];
}

/** `qsgov diff`: who gains and who loses what between two states, and which assertions do not hold in the later one. */
export async function diff(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseDiffOptions(args);
  const { settings } = options;
  const load = () => {
    if (settings === undefined) throw new Error("no settings were given");
    return loadFiles({ ...options, settings, json: options.format === "json" });
  };
  let read: Promise<Snapshot> | undefined;
  const live = () => (read ??= readLive(options, load, signal));
  const past = (instant: Date) => readPast(instant, options, load, signal);
  const before = await workOut(options.from, options, { live, load, past });
  // Files that follow files are applied to what those have made: only they tell what is declared no more.
  const follows = before.tenant === undefined ? {} : { before };
  const after = await workOut(options.to, options, { live, load, past, ...follows });
  const judged = after.tenant ?? (options.settings === undefined ? undefined : await load());
  const checked = checkAssertions(
    openIndex(judged === undefined ? after.snapshot : withLabels(after.snapshot, judged)),
    judged === undefined ? [] : assertionsOf(judged.settings, judged.account?.assertions),
  );
  const difference = diffAccess(before.snapshot, after.snapshot);
  const found: Difference = {
    ...{ before: before.snapshot, after: after.snapshot, difference },
    sight: diffSight(before.snapshot, after.snapshot),
    sessions: diffSessions(before.snapshot, after.snapshot),
    described: describeDifference(difference, before.snapshot, after.snapshot),
    violations: nameViolations(
      checked.violations,
      violationCauses(after.snapshot, judged && filesOf(judged, before, after)),
    ),
    unmatched: checked.unmatched.map(({ assertion: { where: assertion, reason }, what }) => {
      return { assertion, reason, text: `${assertion} is about ${what} that there is` };
    }),
    unproved: checked.unproved.map(({ assertion: { where: assertion, reason }, what }) => {
      return { assertion, reason, text: `${assertion} is not known to hold: ${what}` };
    }),
    notices: [...new Set([...before.notices, ...after.notices, ...(judged?.notices ?? [])])],
  };
  if (options.sarif !== undefined) {
    writeWhole(options.sarif, `${JSON.stringify(diffSarif(found, judged), null, 2)}\n`);
  }
  if (options.format === "json") output.printDocument(diffDocument(found));
  else output.print(diffText(found, options.format));
  const { violations, unmatched, unproved } = found;
  const isBroken = [violations, unmatched, unproved].some(({ length }) => length > 0);
  const { gains, losses, newcomers, leavers } = difference;
  const { sight, sessions } = found;
  const seen = [sight.gains, sight.losses, sessions.gains, sessions.losses];
  const all = [gains, losses, newcomers, leavers, ...seen];
  const isSame = all.every(({ length }) => length === 0);
  if (isBroken) return exitCode.refused;
  return isSame ? exitCode.done : exitCode.changes;
}

/** An account with the labels and terms of the files: QuickSight knows none. What its rules say is none of this. */
function withLabels(snapshot: Snapshot, tenant: LoadedTenant): Snapshot {
  const { scope } = governTenant(snapshot, tenant);
  const declared = declaredData(withLandingData(tenant.settings));
  return withDeclaredRules(snapshot, scope, tenant.access.region, declared);
}

/** What a side is worked out from. */
interface Sources {
  readonly live: () => Promise<Snapshot>;
  readonly past: (instant: Date) => Promise<Snapshot>;
  readonly load: () => Promise<LoadedTenant>;
  /** The other side, where that is of files that these follow. */
  readonly before?: WorkedOut;
}

async function workOut(
  side: Side,
  options: DiffOptions,
  { live, load, past, before }: Sources,
): Promise<WorkedOut> {
  if (side.is === "snapshot") {
    return { snapshot: readSnapshotFile("diff", side.file), notices: [] };
  }
  if (side.is === "past") return { snapshot: await past(side.instant), notices: [] };
  if (side.is === "live") return { snapshot: await live(), notices: [] };
  const base = before?.snapshot ?? (await live());
  const tenant = side.is === "files" ? await load() : await inCommit(side.ref, load);
  const last = await findLast(tenant, options, before, base);
  const foretold = foretellTenant(base, tenant, before?.declared, last);
  const { snapshot, resolved, people, access, folders, dataNotices, declared } = foretold;
  const mistakes = [...resolved.problems, ...(folders?.resolved.problems ?? [])];
  const problems = tenant.locate(mistakes).map((one) => formatProblems([one]));
  const notices = [
    ...tenant.notices,
    ...(last.notice === undefined ? [] : [last.notice]),
    ...problems,
    ...resolved.notices,
    ...people.notices,
    ...access.notices,
    ...dataNotices,
    ...(folders?.resolved.notices ?? []),
    ...(folders?.plan.notices ?? []),
  ];
  return { snapshot, tenant, declared, notices };
}

/** What says how somebody came by what they can open: what names mean is known of the side that files made. */
function filesOf(
  tenant: LoadedTenant,
  before: WorkedOut,
  { declared }: WorkedOut,
): Parameters<typeof violationCauses>[1] {
  return {
    ...tenant,
    ...{ before: before.snapshot, federationRole: federationRoleOf(tenant) },
    ...{ remembered: declared?.access.remembered, folders: declared?.folders },
  };
}

/** The update before. Files that follow others go by these, and of an account that is a file nobody is asked. */
async function findLast(
  tenant: LoadedTenant,
  { snapshot }: DiffOptions,
  before: WorkedOut | undefined,
  { accountId }: Snapshot,
): Promise<LastUpdate> {
  if (before?.tenant !== undefined) {
    const { newcomers } = before.tenant.settings.landing ?? {};
    return { ...noUpdate, ...(newcomers === undefined ? {} : { newcomers }) };
  }
  const isAsked = snapshot === undefined;
  return lookForLastUpdate(tenant, isAsked ? findLockBucket(tenant, accountId) : undefined);
}

async function readPast(
  instant: Date,
  options: DiffOptions,
  load: () => Promise<LoadedTenant>,
  signal: AbortSignal,
): Promise<Snapshot> {
  const tenant = options.settings === undefined ? undefined : await load();
  const { snapshot, store } = await findPast("diff", instant, options, tenant, signal);
  store.close();
  return snapshot;
}

async function readLive(
  options: DiffOptions,
  load: () => Promise<LoadedTenant>,
  signal: AbortSignal,
): Promise<Snapshot> {
  const isRead = options.snapshot === undefined && options.settings !== undefined;
  const tenant = isRead ? await load() : undefined;
  return (await findSnapshot("diff", options, tenant, signal)).snapshot;
}
