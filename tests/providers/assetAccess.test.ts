import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { defaultGuard } from "../../core/settings/guardSettings.ts";
import { AssetAccess } from "../../providers/assetAccess.ts";
import { scope } from "../support/simulatedNamespace.ts";

describe("what the state of an AssetAccess holds", () => {
  it("is the text and a small shell that knows nothing but the way to its handlers", async () => {
    let declared: Record<string, unknown> = {};
    await pulumi.runtime.setMocks({
      newResource: ({ name, type, inputs }) => {
        declared = { type, ...(inputs as Record<string, unknown>) };
        return { id: name, state: declared };
      },
      call: () => ({}),
    });
    new AssetAccess("default", {
      scope,
      dataRegion: "eu-west-1",
      grants: [{ group: "bi-admin", level: "owner", all: true }],
      guard: defaultGuard,
    });
    await pulumi.runtime.disconnect();
    const { __provider, ...inputs } = declared;
    assert.deepEqual(inputs, {
      type: AssetAccess.__pulumiType,
      namespaceArn: "arn:aws:quicksight:us-east-1:111122223333:namespace/default",
      dataRegion: "eu-west-1",
      groupPrefix: "quicksight-fed-",
      access: "bi-admin                owner   all",
      grantCount: 1,
      removalPercent: 25,
      removalAtLeast: 5,
    });
    const stored = String(__provider);
    assert.match(stored, /import\("@quicksight-governance\/providers\/assetAccessHandlers"\)/);
    assert.ok(stored.length < 8000, `${stored.length} bytes`);
    assert.doesNotMatch(stored, /require\(/);
  });
});
