import assert from "node:assert/strict";
import {
  type QuickSightClient,
  RegisterUserCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { federationRoleArn } from "../../core/aws/scope.ts";
import { readNamespace } from "../../core/people/readNamespace.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";
import { scope } from "../support/simulatedNamespace.ts";

const stack = "dev-3rd-party";
const hashesIn = (text: string) =>
  [...text.matchAll(/APPROVE=([\w,]+)/g)].flatMap(([, hashes = ""]) => hashes.split(","));

describe("people who come from another namespace, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let client: QuickSightClient;
  before(async () => {
    sample = await startSample();
    client = sample.quickSight(sample.aws.identityRegion);
  });
  after(closeSamples);

  const sessionsIn = async (namespace: string) =>
    (await readNamespace(client, { ...scope, namespace })).people.map(({ session }) => session);

  it("are moved who registered themselves in default, with the rights that a deployer is told to have", async () => {
    const account = await sample.up("dev");
    assert.equal(account.code, 0, account.stdout + account.stderr);
    const self = "SanZhang@oktank.com";
    await client.send(
      new RegisterUserCommand({
        ...{ AwsAccountId: scope.accountId, Namespace: "default", IdentityType: "IAM" },
        ...{ IamArn: federationRoleArn(scope), SessionName: self, Email: self },
        UserRole: "READER",
      }),
    );
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
    assert.ok((await sessionsIn("3rd-party")).includes(self));
    assert.deepEqual(await sessionsIn("default"), []);
  });

  it("are not left without a user when the namespace of their stack is changed: that is refused until it was destroyed", async () => {
    const before = await sessionsIn("3rd-party");
    const rows = await sample.readMembership();
    await sample.writeMembership(rows.replaceAll(/^3rd-party,/gm, "partners,"));
    // The rights of the sample's deployer name the namespaces of the sample.
    const environment = { ...sample.aws.rootEnvironment };
    await sample.withSettings(
      "dev",
      (settings) => Object.assign(settings, { namespaces: ["default", "3rd-party", "partners"] }),
      async () => {
        const account = await sample.up("dev", environment);
        assert.equal(account.code, 0, account.stdout + account.stderr);
      },
    );
    const approvals = new Set<string>();
    const destroy = async () => {
      const result = await sample.workspace.run(
        ["destroy", "--yes", "--skip-preview", "--stack", stack],
        {
          allowFailure: true,
          environment: { ...environment, QUICKSIGHT_GOVERNANCE_APPROVE: [...approvals].join(",") },
        },
      );
      for (const hash of hashesIn(result.stdout)) approvals.add(hash);
      return result;
    };
    await sample.withSettings(
      stack,
      (settings) => Object.assign(settings, { namespace: "partners" }),
      async () => {
        const first = await sample.up(stack, environment);
        assert.notEqual(first.code, 0);
        assert.match(
          first.stdout + first.stderr,
          /1 people of 3rd-party are to be in partners \(SanZhang@oktank\.com\)/,
        );
        assert.deepEqual(await sessionsIn("3rd-party"), before);
        let destroyed = await destroy();
        for (let tries = 0; destroyed.code !== 0 && tries < 3; tries += 1) {
          destroyed = await destroy();
        }
        assert.equal(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
        const { code, stdout, stderr } = await sample.up(stack, environment);
        assert.equal(code, 0, stdout + stderr);
      },
    );
    assert.deepEqual(await sessionsIn("partners"), before);
    await assert.rejects(sessionsIn("3rd-party"), ResourceNotFoundException);
  });
});
