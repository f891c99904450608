import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { defaultGuard } from "@quicksight-governance/core";
import { Roster } from "../../providers/roster.ts";
import { scope } from "../support/simulatedNamespace.ts";

describe("what the state of a dynamic resource holds", () => {
  it("is a small shell that knows nothing but the way to its handlers", async () => {
    let stored = "";
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => {
        stored = (inputs as { __provider: string }).__provider;
        return { id: name, state: inputs as Record<string, unknown> };
      },
      call: () => ({}),
    });
    new Roster("default", {
      scope,
      dataRegion: scope.identityRegion,
      people: [],
      guard: defaultGuard,
    });
    await pulumi.runtime.disconnect();
    assert.match(stored, /import\("@quicksight-governance\/providers\/rosterHandlers"\)/);
    assert.ok(stored.length < 8000, `${stored.length} bytes`);
    assert.doesNotMatch(stored, /require\(/);
  });
});
