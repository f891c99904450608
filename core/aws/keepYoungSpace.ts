import { setFlagsFromString } from "node:v8";

/**
 * Keeps the room for new objects as large as it is once the program is loaded, 16 or 32 MB. V8 doubles it as things go on, up to 64 MB and as
 * much again to copy into where the machine has plenty of memory, whatever is kept: a hundred megabytes that a run of thousands of calls has
 * no use for, as each call's objects are gone a moment later.
 *
 * V8 reads this flag whenever it would grow (`semi_space_growth_factor` in its flag-definitions.h), and that it is set while the program
 * runs does not matter to anything else. The maximum itself (`--max-semi-space-size`) is read at the start of the process only, which is
 * npx's, the engine's or Lambda's.
 */
export function keepYoungSpace(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
