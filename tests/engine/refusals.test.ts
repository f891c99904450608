import assert from "node:assert/strict";
import { CreateRoleCommand, IAMClient, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { RegisterUserCommand } from "@aws-sdk/client-quicksight";
import { readServiceRole } from "../../core/account/serviceRole.ts";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import { createDataSet, createDataSource } from "../simulator/support/assets.ts";
import { closeSamples, type Sample, setRows, startSample } from "../support/sample.ts";

describe("what is wrong, on the real engine, before anything is written", function () {
  this.timeout(600_000);
  let sample: Sample;
  let putBack: () => Promise<void>;
  before(async () => {
    sample = await startSample();
    const { code, stdout } = await sample.up("dev");
    assert.equal(code, 0, stdout);
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(closeSamples);

  /** Deploys in vain; what was said. */
  const refusal = async (stack: string) => {
    await sample.resetCalls();
    const { code, stdout, stderr } = await sample.up(stack);
    assert.notEqual(code, 0, stdout);
    assert.deepEqual(sample.writes(), {});
    return stdout + stderr;
  };

  it("names two default keys, a key of another Region and an unknown secret, all at once", async () => {
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.keys = { main: { default: true }, other: { default: true } };
      },
      async () => {
        assert.match(
          await refusal("dev"),
          /account\.keys: is wrong .*set default: true on exactly one key/,
        );
      },
    );
    await sample.withSettings(
      "dev",
      (settings) => {
        const arn = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        settings.keys = { main: { default: true, arn } };
        settings.secrets = ["oktank/nothing"];
      },
      async () => {
        const output = await refusal("dev");
        assert.match(
          output,
          /account\.keys\.main\.arn: the key is in us-west-2; use a key in eu-west-1/,
        );
        assert.match(
          output,
          /account\.secrets\[0\]: there is no secret oktank\/nothing in eu-west-1/,
        );
      },
    );
  });

  it("keeps a key registered that a data set and credentials are encrypted with, also where another becomes the default", async () => {
    const client = sample.quickSight();
    await createDataSource(client, "db");
    await createDataSet(client, "orders", { ImportMode: "SPICE" });
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.keys = { other: { default: true } };
      },
      async () => {
        const said =
          /key main \(arn:aws:kms:.*\), the default until now, would be registered no more and 2 things are encrypted with it \(data set orders \(id orders\); credentials of data source db \(id db\)\)/;
        assert.match(await refusal("dev"), said);
        const preview = await sample.preview("dev");
        assert.notEqual(preview.code, 0);
        assert.match(preview.stdout + preview.stderr, said);
      },
    );
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.keys = { main: { default: false }, other: { default: true } };
      },
      async () => {
        const { code, stdout } = await sample.up("dev");
        assert.equal(code, 0, stdout);
      },
    );
  });

  it("asks before QuickSight uses a role of the customer's, which then is there and no change", async () => {
    const RoleName = "corp-quicksight";
    const trust = (service: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
      });
    const iam = new IAMClient(sample.emulated());
    const AssumeRolePolicyDocument = trust("lambda.amazonaws.com");
    const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    const root = sample.aws.rootEnvironment;
    await sample.withSettings(
      "dev",
      (settings) => {
        settings.serviceRole = Role?.Arn;
      },
      async () => {
        const before = await sample.up("dev", root);
        assert.match(before.stdout, /account\.serviceRole: the role does not trust QuickSight/);
        const PolicyDocument = trust("quicksight.amazonaws.com");
        await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
        const { code, stdout } = await sample.up("dev", root);
        assert.notEqual(code, 0, stdout);
        assert.match(stdout, /for everything in this account, and there is no way back/);
        const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(stdout)?.[1] ?? "";
        const approved = await sample.up("dev", { ...root, [approvalVariable]: hash });
        assert.equal(approved.code, 0, approved.stdout);
        const { accountId } = sample.aws;
        const client = sample.quickSight(sample.aws.identityRegion);
        assert.equal(await readServiceRole(client, accountId), Role?.Arn);
        const again = await sample.workspace.run(
          ["preview", "--expect-no-changes", "--stack", "dev"],
          { allowFailure: true, environment: root },
        );
        assert.equal(again.code, 0, again.stdout);
      },
    );
    iam.destroy();
  });

  it("names a column that a rule invents", async () => {
    await sample.withSettings("dev-default", setRows("usa", { land: "USA" }), async () => {
      assert.match(
        await refusal("dev-default"),
        /tenant\.dataSets\.revenue\.rowRules\[0\]\.values\.land: is not a column of the data set; it has country, city, employee_name, revenue/,
      );
    });
  });

  describe("another federation role, while people sign in through the present one", () => {
    const role = "quicksight-fed-users";
    const email = "ana@oktank.com";
    beforeEach(async () => {
      const { accountId } = sample.aws;
      const client = sample.quickSight(sample.aws.identityRegion);
      const user = { Email: email, SessionName: email, UserRole: "READER" } as const;
      const IamArn = `arn:aws:iam::${accountId}:role/${role}`;
      const address = {
        AwsAccountId: accountId,
        Namespace: "default",
        IdentityType: "IAM",
      } as const;
      await client.send(new RegisterUserCommand({ ...address, ...user, IamArn }));
    });

    it("is refused with their names, in the preview already, until exactly that is approved", async () => {
      await sample.withSettings(
        "dev",
        (settings) => {
          settings.federation = { samlProvider: "oktank", role: "corp-users" };
          settings.parameterPrefix = "/elsewhere";
        },
        async () => {
          const { code, stdout, stderr } = await sample.preview("dev");
          assert.notEqual(code, 0, stdout);
          assert.match(
            stdout + stderr,
            /account\.federation: 1 person signs in through the role quicksight-fed-users, .* corp-users; the limit is 0[^[]*\[people-stranded\]\s+it would:\s+- ana@oktank\.com \(namespace default,/,
          );
          const deployer = { ...sample.aws.rootEnvironment };
          const refused = await sample.up("dev", deployer);
          assert.notEqual(refused.code, 0, refused.stdout);
          const said = refused.stdout + refused.stderr;
          const [, hash = ""] = new RegExp(`${approvalVariable}=(\\w+)`).exec(said) ?? [];
          const approved = await sample.up("dev", { ...deployer, [approvalVariable]: hash });
          assert.equal(approved.code, 0, approved.stdout + approved.stderr);
          assert.match(approved.stdout, /\[retain\]/, "and the role stays in AWS");
        },
      );
    });

    it("is refused after a run that failed, and where somebody else made the role", async () => {
      await sample.workspace.run([
        ...["state", "delete", "--stack", "dev", "--yes", "--target-dependents"],
        "urn:pulumi:dev::quicksight-governance::quicksight-governance:account:FederationRole$aws:iam/role:Role::federation",
      ]);
      const exists = { existing: true, role } as object;
      await sample.withSettings(
        "dev",
        (settings) => {
          settings.federation = exists;
          settings.keys = { main: { default: true }, other: {} };
        },
        async () => {
          await fetch(`${sample.aws.simulator.url}/_sim/faults`, {
            method: "POST",
            body: JSON.stringify([
              {
                operation: "UpdateKeyRegistration",
                every: 1,
                error: "InvalidParameterValueException",
              },
            ]),
          });
          const { code, stdout } = await sample.up("dev");
          assert.notEqual(code, 0, stdout);
          assert.doesNotMatch(stdout, /account\.federation/, "it may be handed over");
        },
      );
      await sample.withSettings(
        "dev",
        (settings) => {
          settings.federation = { existing: true, role: "quicksight-governance-data-eu-west-1" };
        },
        async () => {
          assert.match(await refusal("dev"), /account\.federation: 1 person signs in through /);
        },
      );
    });

    it("is refused as well where the role that the stack made is said to be somebody else's", async () => {
      await sample.withSettings(
        "dev",
        (settings) => {
          settings.federation = { existing: true };
        },
        async () => {
          assert.match(await refusal("dev"), /account\.federation: 1 person signs in through /);
        },
      );
    });
  });
});
