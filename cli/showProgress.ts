/** How often a line is printed where lines cannot be rewritten, in milliseconds. */
const pauseMs = 10_000;

/** Where the progress of a long run is shown; `end` leaves the terminal on a new line. */
export interface Progress {
  readonly report: (finished: number, total: number) => void;
  readonly end: () => void;
}

/**
 * Shows progress on stderr: one line, rewritten, on a terminal; otherwise a line every ten seconds, and none when `quiet`.
 */
export function showProgress(quiet: boolean): Progress {
  const { stderr } = process;
  if (stderr.isTTY) {
    let shown = false;
    return {
      report: (finished, total) => {
        stderr.write(`\r${finished} of ${total} operations`);
        shown = true;
      },
      end: () => {
        if (shown) stderr.write("\n");
      },
    };
  }
  let last = performance.now();
  return {
    report: (finished, total) => {
      if (quiet || performance.now() - last < pauseMs) return;
      last = performance.now();
      stderr.write(`${finished} of ${total} operations\n`);
    },
    end: () => undefined,
  };
}
