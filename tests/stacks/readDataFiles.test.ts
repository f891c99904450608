import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataSetSettings, dataSourceSettings } from "../../core/settings/dataSettings.ts";
import { readDataFiles } from "../../stacks/readDataFiles.ts";

describe("the data files of a tenant", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "data-files-"));
    await writeFile(join(folder, "right.csv"), "country,amount\nUSA,10\n");
  });
  after(() => rm(folder, { recursive: true }));

  /** The version of a file in the folder, or what is wrong with it. */
  async function read(name: string): Promise<string> {
    const file = join(folder, name);
    const { versions, problems } = await readDataFiles({
      dataSources: dataSourceSettings.parse({ costs: { type: "S3", name: "Costs", file } }),
      dataSets: dataSetSettings.parse({
        costs: { name: "Costs", source: "costs", columns: ["country", "amount"] },
      }),
    });
    const said = (problems.get("costs") ?? []).map(({ where, message }) => `${where}: ${message}`);
    return versions.get("costs") ?? said.join("\n").replaceAll(folder, "…");
  }

  it("are files, also by a link", async () => {
    await symlink("right.csv", join(folder, "link.csv"));
    assert.match(await read("right.csv"), /^[0-9a-f]{12}$/);
    assert.equal(await read("link.csv"), await read("right.csv"));
  });

  it("that are none are named, and nothing waits for what a pipe may give one day", async () => {
    await symlink("nowhere.csv", join(folder, "broken.csv"));
    await mkdir(join(folder, "folder.csv"));
    execFileSync("mkfifo", [join(folder, "pipe.csv")]);
    for (const name of ["nowhere.csv", "broken.csv"]) {
      assert.equal(
        await read(name),
        `tenant.dataSources.costs.file: there is no such file (got "…/${name}"); correct the path, relative to the project`,
      );
    }
    for (const name of ["folder.csv", "pipe.csv"]) {
      assert.equal(
        await read(name),
        `tenant.dataSources.costs.file: is no file (got "…/${name}"); name a file`,
      );
    }
  }).timeout(5000);
});
