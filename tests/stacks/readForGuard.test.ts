import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { readForGuard } from "../../stacks/readForGuard.ts";

/** Whoever reviews a change need not be allowed to look; whoever makes it must. */
describe("what the guard must know, and cannot find out", () => {
  const mocked = (isPreview: boolean) =>
    pulumi.runtime.setMocks(
      {
        newResource: ({ name }) => ({ id: name, state: {} }),
        call: ({ inputs }) => inputs as object,
      },
      "quicksight-governance",
      "test",
      isPreview,
    );
  const what = { where: "account.keys", unknown: "which keys", allow: "quicksight:Describe" };
  const denied = (): Promise<string> =>
    Promise.reject(Object.assign(new Error("no"), { name: "AccessDenied" }));
  afterEach(() => mocked(false));

  it("ends an update, which says what to allow", async () => {
    await mocked(false);
    await assert.rejects(readForGuard(what, denied), {
      message:
        "account.keys: which keys cannot be found out (AccessDenied: no); allow quicksight:Describe. Nothing was written.",
    });
  });

  it("is no error of a preview, and nothing is judged", async () => {
    await mocked(true);
    const unknown = await readForGuard(what, denied);
    assert.equal(unknown, undefined);
    const found = await readForGuard(what, () => Promise.resolve("keys"));
    assert.equal(found, "keys");
  });
});
