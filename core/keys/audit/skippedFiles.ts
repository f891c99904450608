/** How many files that were skipped are named. */
const mostNamed = 100;

/** A file that was skipped. */
export interface SkippedFile {
  readonly file: string;
  /** As the rest of `FILE …`. */
  readonly why: string;
}

/** Files that were skipped: all of them counted, some named. */
export interface SkippedFiles {
  count: number;
  readonly some: SkippedFile[];
}

/** Adds files that were skipped; changes `files`. */
export function addSkippedFile(files: SkippedFiles, added: SkippedFiles): void {
  files.count += added.count;
  files.some.push(...added.some.slice(0, mostNamed - files.some.length));
}
