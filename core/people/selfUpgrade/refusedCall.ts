import { AccessDeniedException } from "@aws-sdk/client-quicksight";
import { describeError } from "../../aws/describeError.ts";

/** A call about self-upgrade that QuickSight refused: why, and what to do. */
export interface RefusedCall {
  readonly why: string;
  readonly remedy: string;
}

/** Says of a refused call which right lacks, or how to do without where no right would help. */
export function describeRefusedCall(error: unknown, action: string): RefusedCall {
  const isDenied = error instanceof AccessDeniedException;
  const otherwise = "set identity.selfUpgrade: leave to do without";
  return {
    why: describeError(error),
    remedy: isDenied ? `allow quicksight:${action}, or ${otherwise}` : otherwise,
  };
}
