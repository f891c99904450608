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
      lockBucket: "governance-bucket",
      uncertain: ["critical"],
      problems: ["tenant.access[0]: no such dashboard", "tenant.access[1]: no such dashboard"],
      guard: defaultGuard,
    });
    await pulumi.runtime.disconnect();
    const { __provider, ...inputs } = declared;
    assert.deepEqual(inputs, {
      type: AssetAccess.__pulumiType,
      version: 1,
      namespaceArn: "arn:aws:quicksight:us-east-1:111122223333:namespace/default",
      dataRegion: "eu-west-1",
      groupPrefix: "quicksight-fed-",
      groupNames: "{}",
      lockBucket: "governance-bucket",
      access: "bi-admin                owner   all",
      grantCount: 1,
      uncertain: '["critical"]',
      problems: "tenant.access[0]: no such dashboard\ntenant.access[1]: no such dashboard",
      remembered: "[]",
      removalPercent: 25,
      removalAtLeast: 5,
      removalAtMost: 25,
      promotionPercent: 25,
      promotionAtLeast: 5,
      promotionAtMost: 25,
      registrationPercent: 100,
      registrationAtLeast: 50,
      registrationAtMost: 1000,
      minimumAdmins: 1,
      protected: "",
      additiveOnly: false,
      leavers: "remove",
      successor: "",
    });
    const stored = String(__provider);
    assert.match(stored, /import\("@quicksight-governance\/providers\/assetAccessHandlers"\)/);
    assert.ok(stored.length < 8000, `${stored.length} bytes`);
    assert.doesNotMatch(stored, /require\(/);
  });
});
