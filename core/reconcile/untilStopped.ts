import { RunStopped } from "./runStopped.ts";

const signals = ["SIGINT", "SIGTERM"] as const;

/** Something else that stops a run; it calls `stop`, and returns how to end listening. */
export type StopSource = (stop: (why: RunStopped) => void) => () => void;

/**
 * Runs something with a signal that is aborted when the process is told to end (Ctrl-C is SIGINT), or by what else is given.
 *
 * Nothing is listened to outside of the run, so that the process ends as ever.
 */
export async function untilStopped<T>(
  run: (signal: AbortSignal) => Promise<T>,
  ...sources: readonly StopSource[]
): Promise<T> {
  const controller = new AbortController();
  const stop = (why: RunStopped) => {
    controller.abort(why);
  };
  const onSignal = (name: NodeJS.Signals) => {
    stop(new RunStopped(`by ${name}`));
  };
  for (const name of signals) process.on(name, onSignal);
  const ends = sources.map((listen) => listen(stop));
  try {
    return await run(controller.signal);
  } finally {
    for (const end of ends) end();
    for (const name of signals) process.off(name, onSignal);
  }
}
