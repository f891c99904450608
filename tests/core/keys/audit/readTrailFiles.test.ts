import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { readTrailFiles } from "../../../../core/keys/audit/readTrailFiles.ts";
import { event, scope } from "./events.ts";
import { packTrail } from "./trailFolder.ts";

describe("the files of a trail that come over a wire", () => {
  const content = packTrail(Array.from({ length: 500 }, () => event()));

  /** A store whose connections break off in the middle, so many times for each file. */
  const breaking = (times: number) => {
    const opened: string[] = [];
    return {
      opened,
      open: (file: string) => {
        opened.push(file);
        const attempts = opened.filter((each) => each === file).length;
        if (attempts > times) return Promise.resolve(Readable.from([content]));
        const lost = Object.assign(new Error("aborted"), { code: "ECONNRESET" });
        return Promise.resolve(
          Readable.from(
            (function* () {
              yield content.subarray(0, content.length / 2);
              throw lost;
            })(),
          ),
        );
      },
    };
  };

  it("are read again when the connection breaks off, and count once", async () => {
    const store = breaking(2);
    const audit = await readTrailFiles(store, ["a", "b"], scope);
    assert.deepEqual([audit.files, audit.events, audit.skippedFiles.size], [2, 1000, 0]);
    assert.equal(store.opened.length, 6);
  });

  it("are an error when it breaks off again and again, and not a damaged file", async () => {
    await assert.rejects(readTrailFiles(breaking(99), ["a"], scope), { code: "ECONNRESET" });
  });

  it("are counted and named when nobody can read them now", async () => {
    const store = { open: () => Promise.resolve("fileArchived" as const) };
    const { skippedFiles } = await readTrailFiles(store, ["a"], scope);
    assert.deepEqual([...skippedFiles], [["fileArchived", { count: 1, files: ["a"] }]]);
  });
});
