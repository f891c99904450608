import { say } from "./say.ts";

/** Milliseconds between two messages: the engine keeps each as a line. */
const interval = 10_000;

/** Says, every ten seconds, how far a long run is. The engine shows what a dynamic provider prints as messages of the stack. */
export function printProgress(namespace: string): (finished: number, total: number) => void {
  let last = Date.now();
  return (finished, total) => {
    const now = Date.now();
    if (now - last < interval) return;
    last = now;
    const share = Math.floor((finished / total) * 100);
    say(namespace, `${finished} of ${total} operations done (${share} %)`);
  };
}
