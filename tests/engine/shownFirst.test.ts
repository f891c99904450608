import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  DeleteGroupMembershipCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { federationRoleArn, groupNameOf, userNameOf } from "../../core/aws/scope.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";
import { scope } from "../support/simulatedNamespace.ts";

const stack = "dev-default";
const authors = ["ana", "bo", "cy", "di"].map((name) => `${name}@oktank.com`);
const sampleRows = await readFile("data/membership.csv", "utf8");
const address = { AwsAccountId: scope.accountId, Namespace: "default" };

/** The hash that a refusal asks for. */
const hashOf = (output: string) => /QUICKSIGHT_GOVERNANCE_APPROVE=(\w+)/.exec(output)?.[1] ?? "";

/** Whom a refusal would remove, in its order. */
const removedIn = (output: string) =>
  [...output.matchAll(/^ +- (\S+@\S+) \(AUTHOR\) /gm)].map(([, email]) => email);

describe("nothing is taken that no preview has shown, on the real engine", function () {
  this.timeout(600_000);
  let sample: Sample;
  let identities: QuickSightClient;
  before(async () => {
    sample = await startSample();
    assert.equal((await sample.up("dev")).code, 0);
    identities = sample.quickSight(sample.aws.identityRegion);
    const user = { IdentityType: "IAM", IamArn: federationRoleArn(scope) } as const;
    for (const Email of authors) {
      const person = { SessionName: Email, Email, UserRole: "AUTHOR" } as const;
      await identities.send(new RegisterUserCommand({ ...address, ...user, ...person }));
    }
  });
  after(closeSamples);

  const withoutData = (run: () => Promise<void>) =>
    sample.withSettings(
      stack,
      (settings) => {
        Object.assign(settings, { access: [], dataSources: {}, dataSets: {} });
      },
      run,
    );
  const up = (args: readonly string[] = [], environment: Record<string, string> = {}) =>
    sample.workspace.run(["up", "--yes", "--skip-preview", "--stack", stack, ...args], {
      allowFailure: true,
      environment,
    });
  const leaveGroup = (email: string, group: string) =>
    identities.send(
      new DeleteGroupMembershipCommand({
        ...address,
        GroupName: groupNameOf(scope, group),
        MemberName: userNameOf(scope, email),
      }),
    );

  it("takes no author of a namespace in use at the first run, names all, and goes on with the hash of the preview", () =>
    withoutData(async () => {
      await sample.resetCalls();
      const preview = await sample.preview(stack);
      const shown = preview.stdout + preview.stderr;
      assert.notEqual(preview.code, 0);
      assert.deepEqual(removedIn(shown), authors, shown);
      const refused = await up();
      const said = refused.stdout + refused.stderr;
      assert.notEqual(refused.code, 0);
      assert.deepEqual(removedIn(said), authors, said);
      assert.deepEqual(sample.writes(), {});
      const environment = { QUICKSIGHT_GOVERNANCE_APPROVE: hashOf(shown) };
      const { code, stdout, stderr } = await up([], environment);
      assert.equal(code, 0, stdout + stderr);
      assert.equal(sample.writes()["DeleteUser"], authors.length);
    }));

  it("shows drift by hand by name in the next preview", () =>
    withoutData(async () => {
      await leaveGroup("JohnKing@oktank.com", "all-countries");
      const { code, stdout } = await sample.preview(stack);
      assert.equal(code, 0, stdout);
      const changed = stdout.split("\n").filter((line) => /^\s*[-+] .*@/.test(line));
      assert.deepEqual(
        changed.map((line) => line.trim().replaceAll(/\s+/g, " ")),
        [
          // What the refresh found, then what the update would do about it.
          "- JohnKing@oktank.com ADMIN all-countries bi-admin",
          "+ JohnKing@oktank.com ADMIN bi-admin",
          "- JohnKing@oktank.com ADMIN bi-admin",
          "+ JohnKing@oktank.com ADMIN all-countries bi-admin",
        ],
      );
      assert.equal((await up()).code, 0);
    }));

  it("refuses what has come up since the preview, where no refresh has seen it", () =>
    withoutData(async () => {
      const newcomer = "eve@oktank.com";
      const user = { IdentityType: "IAM", IamArn: federationRoleArn(scope) } as const;
      const person = { SessionName: newcomer, Email: newcomer, UserRole: "AUTHOR" } as const;
      await identities.send(new RegisterUserCommand({ ...address, ...user, ...person }));
      await sample.writeMembership(`${sampleRows}\ndefault,USA,Fay,fay@oktank.com\n`);
      await sample.resetCalls();
      const { code, stdout, stderr } = await up(["--refresh=false"]);
      assert.notEqual(code, 0);
      assert.match(stdout + stderr, /1 of 1 things that would be taken were in no preview/);
      assert.match(stdout + stderr, /eve@oktank\.com/);
      assert.equal(sample.writes()["DeleteUser"], undefined);
    }));
});
