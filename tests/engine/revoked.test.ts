import assert from "node:assert/strict";
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from "@aws-sdk/client-kms";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { approveQsgov } from "../cli/qsgov.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";

/** What `pulumi` makes of a key that `qsgov revoke`, or the setting `access`, has closed. */
describe("a revoked key of an account stack", function () {
  this.timeout(900_000);
  let sample: Sample;
  let kms: KMSClient;
  before(async () => {
    sample = await startSample();
    kms = new KMSClient(sample.emulated());
    await up();
  });
  after(async () => {
    kms.destroy();
    await closeSamples();
  });

  const up = async (environment?: Record<string, string>) => {
    const { code, stdout, stderr } = await sample.up("dev", environment);
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  /** Nothing would change; what the preview says. */
  const previewNothing = async () => {
    const args = ["preview", "--diff", "--expect-no-changes", "--stack", "dev"];
    const result = await sample.workspace.run(args, { allowFailure: true });
    const said = result.stdout + result.stderr;
    assert.equal(result.code, 0, said);
    return said;
  };
  const change = async (...args: string[]) => {
    const environment = sample.aws.rootEnvironment;
    const all = [...args, "--reason", "a drill", "--no-wait"];
    const { done } = await approveQsgov(all, { environment });
    assert.equal(done.code, 0, done.stdout + done.stderr);
  };
  const live = async () => {
    const KeyId = "alias/quicksight-governance-main";
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    const { Policy = "" } = await kms.send(
      new GetKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId ?? "" }),
    );
    return {
      state: KeyMetadata?.KeyState,
      isDenied: Policy.includes("QuickSightGovernanceRevoked"),
    };
  };
  const open = { state: "Enabled", isDenied: false };

  for (const [method, closed] of [
    ["deny", { state: "Enabled", isDenied: true }],
    ["disable", { state: "Disabled", isDenied: false }],
  ] as const) {
    it(`by ${method}, is in the preview as a notice and no change, and stays so after an update`, async () => {
      await change("revoke", "main", "--method", method);
      assert.deepEqual(await live(), closed);
      const said = await previewNothing();
      assert.match(
        said,
        new RegExp(`account\\.keys\\.main: access is revoked: ${method}, .* by arn:\\S+: a drill`),
      );
      await up();
      assert.deepEqual(await live(), closed, "no update gives access back");
      await change("restore", "main");
      assert.deepEqual(await live(), open);
      await up();
      assert.doesNotMatch(await previewNothing(), /is revoked/);
      assert.deepEqual(await live(), open);
    });
  }

  it("by setting, is asked about in the preview and done by the update; without the line it stays", async () => {
    const root = {
      AWS_ACCESS_KEY_ID: sample.aws.accountId,
      AWS_SECRET_ACCESS_KEY: "test",
    };
    await sample.withSettings(
      "dev",
      (settings) => {
        Object.assign(settings.keys["main"] ?? {}, { access: "revoked", reason: "a drill" });
      },
      async () => {
        const refused = await sample.up("dev", root);
        assert.notEqual(refused.code, 0);
        const said = refused.stdout + refused.stderr;
        assert.match(said, /would be disabled: within 15 minutes nobody opens/);
        assert.deepEqual(await live(), open, "nothing was written");
        const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(said)?.[1] ?? "";
        const done = await up({ ...root, [approvalVariable]: hash });
        assert.match(done, /access is revoked; it can take up to 15 minutes/);
        assert.deepEqual(await live(), { state: "Disabled", isDenied: false });
        await up(root);
      },
    );
    await up(root);
    assert.deepEqual(await live(), { state: "Disabled", isDenied: false }, "left as it is");
    await change("restore", "main");
    await up(root);
    await previewNothing();
    assert.deepEqual(await live(), open);
  });
});
