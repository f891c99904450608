import type {
  Access,
  Dark,
  KeyAccessStep,
  Method,
  Proof,
} from "@quicksight-governance/core/keys/access";
import type { Outcome, Verdict } from "@quicksight-governance/core/reconcile";

/** What came of `qsgov revoke` or `qsgov restore`. */
export interface KeyAccessResult {
  readonly command: "revoke" | "restore";
  readonly accountId: string;
  readonly region: string;
  readonly keyArn: string;
  readonly access: Access;
  readonly method: Method;
  readonly reason: string;
  readonly by: string;
  readonly dark: Dark;
  verdict?: Verdict<KeyAccessStep>;
  outcome?: Outcome<KeyAccessStep>;
  /** Where it is written down: `s3://…`. */
  records: string[];
  proof?: Proof;
  /** Why the key is not as it should be in the end, though all was done. */
  closed?: string;
  /** Why nobody could look for proof of what was done. */
  unproved?: string;
  /** Why nobody waited to the end. */
  stopped?: string;
}

/** What `--json` prints. */
export function keyAccessDocument(result: KeyAccessResult): object {
  const { keyArn: key, verdict, outcome, ...rest } = result;
  const { command, accountId, region, access, method, reason, by, dark, records } = rest;
  const { plan, hash, findings = [], refusals = [], refusal } = verdict ?? {};
  const { done = [], failed = [], left = [] } = outcome ?? {};
  const stopped = rest.stopped ?? outcome?.stopped;
  const word = (plan?.steps.length ?? 0) === 0 ? "nothing" : "changes";
  return {
    ...{ command, accountId, region, key, access, method, reason, by, dark, hash },
    verdict: refusal === undefined ? word : "refused",
    ...{ operations: plan?.steps ?? [], notices: plan?.notices ?? [], refusals, findings },
    ...{ done, left },
    failed: failed.map(({ step, reason: why }) => ({ operation: step, reason: why })),
    records,
    ...(rest.proof === undefined ? {} : { proof: rest.proof }),
    ...(rest.closed === undefined ? {} : { closed: rest.closed }),
    ...(rest.unproved === undefined ? {} : { unproved: rest.unproved }),
    ...(stopped === undefined ? {} : { stopped }),
  };
}
