import { everyTenSeconds } from "./everyTenSeconds.ts";
import { say } from "./say.ts";

/**
 * Says, every ten seconds, how far a long run is, and how much of it failed. The engine shows what a dynamic provider prints as messages
 * of the stack.
 *
 * @param title whose run it is
 */
export function printProgress(
  title: string,
): (finished: number, total: number, failed?: number) => void {
  return everyTenSeconds((finished, total, failed = 0) => {
    const share = Math.floor((finished / total) * 100);
    const failures = failed === 0 ? "" : `, ${failed} of them failed`;
    say(title, `${finished} of ${total} operations done (${share} %)${failures}`);
  });
}
