import { everyTenSeconds } from "./everyTenSeconds.ts";
import { say } from "./say.ts";

/** Says, every ten seconds, how far a long run is. The engine shows what a dynamic provider prints as messages of the stack. */
export function printProgress(namespace: string): (finished: number, total: number) => void {
  return everyTenSeconds((finished, total) => {
    const share = Math.floor((finished / total) * 100);
    say(namespace, `${finished} of ${total} operations done (${share} %)`);
  });
}
