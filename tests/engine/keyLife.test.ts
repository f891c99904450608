import assert from "node:assert/strict";
import { ListGroupsCommand, ListUsersCommand } from "@aws-sdk/client-quicksight";
import { destroyStacks } from "../../local/demo/destroyStacks.ts";
import { approveQsgov, qsgov } from "../cli/qsgov.ts";
import { closeSamples, type Sample, startDeployedSample } from "../support/sample.ts";

const main = { default: true, rotationDays: 365 };
const dataSet = "qsgov-default-revenue";

/** What `qsgov keys --json` prints, as far as this looks. */
interface Audit {
  readonly dataSets: readonly {
    readonly id: string;
    readonly keyArn: string | null;
    readonly state: string;
    readonly inSpice: boolean;
  }[];
  readonly keys: readonly {
    readonly arn: string;
    readonly registration: string;
    readonly dataSets: number;
  }[];
}

/** Data by a secret and a role, in SPICE, and the whole life of the key that encrypts it. */
describe("the life of a key, on the real engine", function () {
  this.timeout(900_000);
  let sample: Sample;
  before(async () => {
    sample = await startDeployedSample();
  });
  after(closeSamples);

  const up = async (stack: string) => {
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
    return stdout + stderr;
  };
  const withKeys = (keys: Record<string, object>, run: () => Promise<void>) =>
    sample.withSettings("dev", (settings) => (settings.keys = keys), run);
  const audit = async (expected: number) => {
    const { code, stdout, stderr } = await qsgov(["keys", "--json"], {
      environment: sample.aws.rootEnvironment,
    });
    assert.equal(code, expected, stdout + stderr);
    return JSON.parse(stdout) as Audit;
  };
  const change = async (command: string, key: string) => {
    const environment = sample.aws.rootEnvironment;
    const args = [command, key, "--reason", "a drill", "--no-wait"];
    const { asked, done } = await approveQsgov(args, { environment });
    assert.equal(asked.code, 3, asked.stdout + asked.stderr);
    assert.equal(done.code, 0, done.stdout + done.stderr);
    return asked.stdout;
  };
  const control = async (path: string, body: object) => {
    const answer = await fetch(`${sample.aws.simulator.url}/_sim/${path}`, {
      ...{ method: "POST", body: JSON.stringify(body) },
    });
    assert.ok(answer.ok, path);
    return answer;
  };
  /** Whether a person of the group `critical` reads the data set. */
  const isRead = async () => {
    const { accountId, identityRegion } = sample.aws;
    const user = "quicksight-fed-users/CatherineCimino@oktank.com";
    const User = `arn:aws:quicksight:${identityRegion}:${accountId}:user/default/${user}`;
    const answer = await control("reads", { DataSet: dataSet, User });
    return ((await answer.json()) as { Opened: boolean }).Opened;
  };

  it("registers it, brings data under the next one, proves that, lets it go, revokes, restores and cleans up", async () => {
    const first = await audit(0);
    const inSpice = (found: Audit) => found.dataSets.filter((one) => one.inSpice);
    const former = first.keys.find(({ registration }) => registration === "default")?.arn;
    assert.ok(inSpice(first).length >= 2, "the sample has data in SPICE");
    assert.ok(inSpice(first).every(({ keyArn }) => keyArn === former));

    await withKeys({ main: { ...main, default: false }, second: main }, async () => {
      assert.match(await up("dev"), /reencryption: the update loads these in full/);
      const after = await audit(0);
      const now = after.keys.find(({ registration }) => registration === "default")?.arn;
      assert.notEqual(now, former);
      assert.ok(inSpice(after).every(({ keyArn, state }) => keyArn === now && state === "current"));
      assert.equal(after.keys.find(({ arn }) => arn === former)?.dataSets, 0);
    });

    await withKeys({ second: main }, async () => {
      await up("dev");
      const { keys } = await audit(0);
      assert.deepEqual(
        keys.map(({ registration }) => registration),
        ["default"],
      );

      assert.equal(await isRead(), true);
      const shown = await change("revoke", "second");
      assert.match(shown, /it is the default key/);
      assert.match(shown, /data sets in SPICE \(3\): Employees, Revenue, /);
      await control("clock", { advanceMs: 16 * 60_000 });
      assert.equal(await isRead(), false, "a person's read is refused");
      await change("restore", "second");
      assert.equal(await isRead(), true, "it opens again");
      assert.match(await up("dev"), /Resources:\n +\d+ unchanged\n\n/);

      await destroyStacks(sample.workspace);
      const { accountId: AwsAccountId } = sample.aws;
      const client = sample.quickSight(sample.aws.identityRegion);
      const address = { AwsAccountId, Namespace: "default" };
      const { GroupList = [] } = await client.send(new ListGroupsCommand(address));
      const { UserList = [] } = await client.send(new ListUsersCommand(address));
      assert.deepEqual(GroupList, []);
      assert.deepEqual(
        UserList.filter(({ UserName = "" }) => UserName.startsWith("quicksight-fed-users/")),
        [],
      );
    });
  });
});
