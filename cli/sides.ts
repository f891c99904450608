import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "./commandError.ts";
import { parseInstant } from "./parseInstant.ts";

/** One of the two states that `qsgov diff` compares. */
export type Side =
  /** The account as it is, or the snapshot that stands for it. */
  | { readonly is: "live" }
  /** What the files of this folder make of it. */
  | { readonly is: "files" }
  /** What the files of a commit make of it. */
  | { readonly is: "commit"; readonly ref: string }
  /** The account as it was: by what the hourly run has kept of it. */
  | { readonly is: "past"; readonly instant: Date }
  /** A file that `qsgov snapshot` wrote. */
  | { readonly is: "snapshot"; readonly file: string };

/** Reads what `--from` or `--to` was given: a word, `@` and an instant, a file that is there, or else a commit. */
export function parseSide(option: string, text: string): Side {
  if (text.startsWith("@")) {
    return { is: "past", instant: parseInstant("diff", option, text.slice(1)) };
  }
  if (text === "live" || text === "files") return { is: text };
  return existsSync(text) ? { is: "snapshot", file: text } : { is: "commit", ref: text };
}

/**
 * Runs something in the files of a commit: this folder, as it was then, in a folder of its own that is gone afterwards.
 *
 * @throws {CommandError} where git knows no such commit, or is not there
 */
export async function inCommit<Result>(ref: string, run: () => Promise<Result>): Promise<Result> {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "qsgov-diff-"));
  try {
    unpack(ref, folder);
    process.chdir(folder);
    return await run();
  } finally {
    process.chdir(here);
    rmSync(folder, { recursive: true, force: true });
  }
}

function unpack(ref: string, folder: string): void {
  if (ref.startsWith("-")) throw new CommandError(`qsgov diff: ${ref} is no commit`);
  try {
    // Of the repository only what is below this folder.
    const archive = execFileSync("git", ["archive", "--format=tar", `${ref}^{tree}`], {
      stdio: ["ignore", "pipe", "pipe"],
      maxBuffer: 1 << 30,
    });
    execFileSync("tar", ["-x", "-C", folder], {
      input: archive,
      stdio: ["pipe", "ignore", "pipe"],
    });
  } catch (error) {
    const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
    const why = said === "" ? String(error) : (said.split("\n")[0] ?? "");
    throw new CommandError(
      `qsgov diff: ${ref} is neither live, files, a file nor a commit of this folder (${why})`,
    );
  }
}
