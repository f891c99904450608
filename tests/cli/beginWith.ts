import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { membership, tenant, type Workplace } from "./qsgov.ts";

/**
 * Has every test of the suite begin with what `begin` made of the workplace, account and files. It is done once, and put back for each test,
 * as commands take their time.
 */
export function beginWith(
  { directory, simulator }: Pick<Workplace, "directory" | "simulator">,
  begin: () => Promise<void>,
): void {
  let files: string | undefined;
  let putBack: () => void;
  beforeEach(async () => {
    if (files !== undefined) {
      await cp(files, directory(), { recursive: true });
      putBack();
      return;
    }
    await begin();
    putBack = simulator().snapshot();
    const copy = await mkdtemp(join(tmpdir(), "begun-"));
    await cp(directory(), copy, { recursive: true });
    files = copy;
  });
  after(async () => {
    if (files !== undefined) await rm(files, { recursive: true, force: true });
  });
}

/**
 * Writes the settings and the membership file, and applies them: where tests begin.
 *
 * @param more settings besides `tenant`
 * @param args of `qsgov apply`: ` --only people`
 * @throws Error with what was printed when that does not end well
 */
export async function applyTenant(
  { write, run }: Pick<Workplace, "write" | "run">,
  more: object = {},
  args = "",
): Promise<void> {
  await write("tenant.yaml", { ...tenant, ...more });
  await write("membership.csv", membership);
  const { code, stdout, stderr } = await run(`apply --tenant tenant.yaml${args}`);
  if (code !== 0) throw new Error(stdout + stderr);
}
