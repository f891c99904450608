import { setTimeout as sleep } from "node:timers/promises";
import { describeError } from "../../aws/describeError.ts";
import type { Asset } from "../../assets/asset.ts";
import type { DashboardProbe } from "./dashboardProbe.ts";
import { type Judgement, judgeProof, revokeLimitMs, type SeenOpening } from "./judgeProof.ts";
import type { Access } from "./keyAccess.ts";
import type { KeyUse } from "./readKeyUses.ts";

/** The first pause, in milliseconds: later ones grow. */
const firstPauseMs = 500;

/** What proof is looked for, and where. */
export interface Proving {
  readonly access: Access;
  /** When access was changed. */
  readonly since: Date;
  /** What QuickSight did with the key since. */
  readonly readUses: (since: Date, signal: AbortSignal) => Promise<readonly KeyUse[]>;
  /** Dashboards that go dark, the first few of them; each is tried until one can be opened without a person. */
  readonly dashboards: readonly Asset[];
  readonly probe: (dashboard: Asset) => DashboardProbe;
  /** How long to look, in milliseconds; at least once. */
  readonly limitMs: number;
  /** Between two looks at most, in milliseconds. CloudTrail takes two look-ups a second. */
  readonly pauseMs: number;
  readonly signal: AbortSignal;
  /** Called with what is seen, when that changes. */
  readonly say: (message: string) => void;
  /**
   * Milliseconds since 1970.
   * @default Date.now
   */
  readonly now?: (() => number) | undefined;
}

/** What came of it. */
export interface Proof extends Judgement {
  /** What could not be asked, and why. */
  readonly unasked: readonly string[];
}

/**
 * Looks until it is shown that QuickSight refuses what is encrypted with a key, or opens it again.
 *
 * @throws the reason of the signal
 */
export async function awaitProof(proving: Proving): Promise<Proof> {
  const { access, since, limitMs, pauseMs, signal, say, now = Date.now } = proving;
  const openings: SeenOpening[] = [];
  const unasked: Unasked = { why: new Map(), isLasting: new Set() };
  const look = openAny(proving, openings, unasked);
  const end = now() + limitMs;
  let told = "";
  for (let pause = firstPauseMs; ; pause = Math.min(pauseMs, 2 * pause)) {
    const uses = await lookForUses(proving, unasked);
    await look();
    const at = now();
    const judgement = judgeProof(access, { uses, openings }, at - since.getTime());
    const proof = { ...judgement, unasked: [...unasked.why.values()] };
    const isHopeless = unasked.isLasting.size === 2;
    if (judgement.isProved || at >= end || isHopeless) return proof;
    if (judgement.why !== told) say(judgement.why);
    told = judgement.why;
    // The last look is when the 15 minutes are over, and not a pause before.
    const left = Math.max(1, end - at);
    const over = since.getTime() + revokeLimitMs - at;
    await sleep(Math.min(pause, left, over > 0 ? over : left), undefined, { signal }).catch(
      () => undefined,
    );
    signal.throwIfAborted();
  }
}

type Source = "uses" | "openings";

/** What could not be asked when it was asked last, and what is asked no more. */
interface Unasked {
  readonly why: Map<Source, string>;
  readonly isLasting: Set<Source>;
}

async function lookForUses(
  { since, readUses, signal }: Proving,
  unasked: Unasked,
): Promise<readonly KeyUse[]> {
  if (unasked.isLasting.has("uses")) return [];
  try {
    const uses = await readUses(since, signal);
    unasked.why.delete("uses");
    return uses;
  } catch (error) {
    signal.throwIfAborted();
    const why = `the event history cannot be read (${describeError(error)})`;
    // CloudTrail answers two look-ups a second for all of the account: a refusal of that kind passes.
    const isDenied = error instanceof Error && error.name.startsWith("AccessDenied");
    if (isDenied) unasked.isLasting.add("uses");
    unasked.why.set("uses", isDenied ? `${why}; allow cloudtrail:LookupEvents` : why);
    return [];
  }
}

/**
 * Opens the first dashboard that can be opened without a person, and notes what came of it. One that never opened may fail for a reason of
 * its own: then it is the next one's turn.
 */
function openAny(
  { dashboards, probe }: Proving,
  openings: SeenOpening[],
  unasked: Unasked,
): () => Promise<void> {
  const probes = dashboards.map((dashboard) => ({
    name: `dashboard "${dashboard.name}" (${dashboard.id})`,
    ...probe(dashboard),
  }));
  const giveUp = (why: string) => {
    unasked.isLasting.add("openings");
    unasked.why.set("openings", why);
  };
  if (probes.length === 0) giveUp("no dashboard is known that goes dark");
  return async () => {
    for (let current = probes[0]; current !== undefined; current = probes[0]) {
      const { name: dashboard, look } = current;
      const opening = await look();
      unasked.why.delete("openings");
      if (opening.is === "opened") openings.push({ dashboard, failure: undefined });
      if (opening.is === "failed") {
        const didOpen = openings.some(
          (one) => one.dashboard === dashboard && one.failure === undefined,
        );
        openings.push({ dashboard, failure: opening.why });
        if (!didOpen) probes.push(...probes.splice(0, 1));
      }
      if (opening.is === "underWay" && opening.why !== undefined) {
        unasked.why.set("openings", `${dashboard} cannot be opened now (${opening.why})`);
      }
      if (opening.is !== "impossible") return;
      probes.shift();
      if (probes.length === 0)
        giveUp(`no dashboard can be opened without a person (${opening.why})`);
    }
  };
}
