import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person } from "../../core/people/roster/person.ts";
import { findLines } from "../../providers/findLines.ts";

describe("the lines of the membership file that name people", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "lines-"));
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("are found by session name and email, in any case, with the name in the directory", async () => {
    const file = join(folder, "m.csv");
    const rows = [
      "default,usa,jdoe,jane@x.com",
      "default,usa,adm-jdoe,jane@x.com",
      "default,usa,ana,Ana@x.com",
      "other,usa,ana,ana@x.com",
      "default,pro,ana,ana@x.com",
    ];
    await writeFile(file, Buffer.from(`\ufeff${rows.join("\r\n")}`, "utf16le"));
    const person = (email: string, session?: string): Person => ({
      email,
      ...(session === undefined ? {} : { session }),
      role: "READER",
      groups: [],
    });
    const people = [
      person("ana@x.com"),
      person("jane@x.com", "adm-jdoe"),
      person("jane@x.com", "jdoe"),
      person("nobody@x.com"),
    ];
    assert.deepEqual(
      findLines(people, "default", file).map(({ user, lines }) => [user, lines]),
      [
        ["ana", [3, 5]],
        ["adm-jdoe", [2]],
        ["jdoe", [1]],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(findLines(people, "default", join(folder, "gone.csv")), people);
  });
});
