import { printableLines } from "@quicksight-governance/core/aws/printableLines";
import { spellOut } from "@quicksight-governance/core/aws/spellOut";

/** Why nothing more can be written to stdout. */
let broken: NodeJS.ErrnoException | undefined;

// Whoever reads may stop reading (`qsgov apply | head`), and a disk may be full: what is under way goes on all the same.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (broken !== undefined) return;
  broken = error;
  const why =
    error.code === "EPIPE" ? "stdout was closed" : `stdout cannot be written (${error.message})`;
  output.say(`qsgov: ${why}; what is missing there is not shown, and all else goes on`);
});
process.stderr.on("error", () => undefined);

/**
 * What reaches a terminal, and the one way to it: nothing from outside gets there that a terminal would act on, that nobody sees or
 * that turns the direction of writing. Line breaks are those of the caller: names that go into a line are its business.
 */
export const output = {
  /** A text on stdout, of one line or more. */
  print(text = ""): void {
    write(printableLines(text));
  },
  /** A text on stderr, of one line or more. */
  say(text: string): void {
    process.stderr.write(`${printableLines(text)}\n`);
  },
  /** The one document of `--json`, on stdout. */
  printDocument(document: object): void {
    const lines = JSON.stringify(document, null, 2).split("\n");
    write(lines.map((line) => spellOut(line, inJson)).join("\n"));
  },
  /** Resolves when all has been written that can be. */
  async flush(): Promise<void> {
    // The error of a stream comes with its next turn.
    await new Promise((next) => setImmediate(next));
    const streams = broken === undefined ? [process.stdout, process.stderr] : [process.stderr];
    await Promise.all(streams.map((stream) => new Promise((done) => stream.write("", done))));
  },
  /** True when stdout took not all, and not because its reader had enough. */
  isIncomplete: (): boolean => broken !== undefined && broken.code !== "EPIPE",
};

function write(text: string): void {
  if (broken === undefined) process.stdout.write(`${text}\n`);
}

/** As JSON has it: two for what takes a pair. */
function inJson(code: number): string {
  const units = String.fromCodePoint(code).split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}
