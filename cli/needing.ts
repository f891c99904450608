import { CommandError } from "./commandError.ts";
import { explainError } from "./explainError.ts";

/** Names of errors by which AWS says that somebody may not. */
const denials = /^(AccessDenied|AccessDeniedException|Forbidden|UnauthorizedOperation)$/;

/**
 * What a call comes to; where it is denied, the error names the right that is missing.
 *
 * @param right as the rest of `allow …`
 * @throws {CommandError} when the call is denied; else as the call does
 */
export async function needing<Result>(
  command: string,
  right: string,
  call: () => Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || !denials.test(error.name)) throw error;
    throw new CommandError(`qsgov ${command}: ${explainError(error)}; allow ${right}`);
  }
}
