import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { checkDataFile } from "../../../core/data/checkDataFile.ts";

const script = fileURLToPath(new URL("readRows.py", import.meta.url));
const sets = [{ where: "tenant.dataSets.x.columns", columns: ["a", "b"] }];

/** What the check says of a file, without names of places. */
async function problemsOf(text: string): Promise<string[]> {
  async function* content() {
    yield await Promise.resolve(Buffer.from(text));
  }
  return (await checkDataFile(content(), "f.csv", sets)).map(({ message }) => message);
}

/** Two fields in every row, none too long; a line with nothing on it is no row. */
function isRight(rows: readonly (readonly string[])[] | null): boolean {
  return (
    rows?.every(
      (row) =>
        row.length === 0 ||
        (row.length === 2 && row.every((field) => Array.from(field).length <= 2047)),
    ) === true
  );
}

describe("a data file, and what Python reads of it", () => {
  it("is right for both or for neither, but that Python takes quotes anywhere", async () => {
    const piece = fc.constantFrom(
      ...["x", ",", "\n", '"', '""', '","', '"\n"', '\n"', ",y\n", "𝄞", "z".repeat(1024)],
    );
    const texts = fc
      .sample(fc.array(piece, { maxLength: 12 }), 3000)
      .map((pieces) => `a,b\n${pieces.join("")}`);
    const found = execFileSync("python3", [script], {
      input: JSON.stringify(texts),
      encoding: "utf8",
      maxBuffer: 1e9,
    });
    const read = JSON.parse(found) as (string[][] | null)[];
    let right = 0;
    for (const [index, text] of texts.entries()) {
      const problems = await problemsOf(text);
      if (problems.some((problem) => problem.startsWith("a quote stands within a field"))) continue;
      const expected = isRight(read[index] ?? null);
      assert.equal(problems.length === 0, expected, `${JSON.stringify(text)}: ${problems.join()}`);
      right += expected ? 1 : 0;
    }
    assert.ok(right > 20, `${right} of 3000 are right`);
  });
});
