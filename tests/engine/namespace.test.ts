import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateNamespaceCommand,
  DescribeNamespaceCommand,
  type QuickSightClient,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { federationRoleArn } from "../../core/aws/scope.ts";
import { closeSamples, type Sample, startSample } from "../support/sample.ts";
import { scope } from "../support/simulatedNamespace.ts";

const stack = "dev-3rd-party";
const address = { AwsAccountId: scope.accountId, Namespace: "3rd-party" };

describe("a namespace that QuickSight has and no state", function () {
  this.timeout(600_000);
  let sample: Sample;
  let client: QuickSightClient;
  let putBack: () => Promise<void>;
  before(async () => {
    sample = await startSample();
    client = sample.quickSight(sample.aws.identityRegion);
    const { code, stdout, stderr } = await sample.up("dev");
    assert.equal(code, 0, stdout + stderr);
    putBack = await sample.remember();
  });
  beforeEach(() => putBack());
  after(closeSamples);

  /** What becomes of the namespaces that are made from now on; everything else stays as it is. */
  const namespacesBecome = (
    namespaceOutcome: "CREATED" | "RETRYABLE_FAILURE",
    namespaceDelayMs = 1_000,
  ) => {
    const putAccount = sample.aws.simulator.snapshot();
    sample.aws.simulator.reset({ namespaceOutcome, namespaceDelayMs });
    putAccount();
  };
  const statusOf = async () =>
    (await client.send(new DescribeNamespaceCommand(address))).Namespace?.CreationStatus;
  const create = async () => {
    await client.send(new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }));
    while ((await statusOf()) === "CREATING") await sleep(100);
  };
  const preview = async (name = stack) => {
    const { code, stdout, stderr } = await sample.preview(name);
    return { code, said: stdout + stderr };
  };
  const upAgain = async () => {
    const { code, stdout, stderr } = await sample.up(stack);
    assert.equal(code, 0, stdout + stderr);
    assert.equal(await statusOf(), "CREATED");
  };

  it("is made again when its creation failed: the preview says that the failed one goes", async () => {
    namespacesBecome("RETRYABLE_FAILURE");
    const failed = await sample.up(stack);
    assert.notEqual(failed.code, 0);
    assert.match(failed.stdout + failed.stderr, /status is RETRYABLE_FAILURE/);
    namespacesBecome("CREATED");
    await sample.resetCalls();
    const { code, said } = await preview();
    assert.equal(code, 0, said);
    assert.match(said, /namespace 3rd-party could not be made .*nobody is in it: it is deleted/);
    assert.deepEqual(sample.writes(), {});
    await upAgain();
    assert.equal((await preview()).code, 0);
  });

  it("is taken up when it was made after all, and then is like one that this stack made", async () => {
    await create();
    const { code, said } = await preview();
    assert.equal(code, 0, said);
    assert.match(said, /takes up the namespace 3rd-party, which is there, empty/);
    await sample.resetCalls();
    await upAgain();
    assert.equal(sample.writes()["CreateNamespace"], undefined);
    await upAgain();
    const args = ["preview", "--diff", "--expect-no-changes", "--stack", stack];
    const again = await sample.workspace.run(args, { allowFailure: true });
    assert.equal(again.code, 0, again.stdout + again.stderr);
  });

  it("is left where somebody is in it: the preview names them and what to set", async () => {
    await create();
    const SessionName = "ana@oktank.com";
    const person = { IdentityType: "IAM", UserRole: "READER", Email: SessionName } as const;
    await client.send(
      new RegisterUserCommand({
        ...{ ...address, ...person, SessionName },
        IamArn: federationRoleArn(scope),
      }),
    );
    const { code, said } = await preview();
    assert.notEqual(code, 0);
    assert.match(
      said,
      /tenant\.namespace: the namespace 3rd-party is there already, .*user quicksight-fed-users\/ana@oktank\.com; .*tenant\.existing: true/,
    );
  });

  it("is left alone while QuickSight is at it: the preview says when to come back", async () => {
    namespacesBecome("CREATED", 600_000);
    await client.send(new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }));
    const { code, said } = await preview();
    namespacesBecome("CREATED");
    assert.notEqual(code, 0, said);
    assert.match(said, /tenant\.namespace: the namespace 3rd-party is CREATING at the moment; run/);
  });

  it("is refused to a second stack, in the preview", async () => {
    await upAgain();
    const directory = sample.workspace.directory;
    const settings = await readFile(join(directory, `Pulumi.${stack}.yaml`), "utf8");
    await writeFile(join(directory, "Pulumi.dev-copy.yaml"), settings);
    await sample.workspace.run(["stack", "init", "dev-copy"]);
    const { code, said } = await preview("dev-copy");
    assert.notEqual(code, 0);
    assert.match(
      said,
      /tenant\.namespace: the namespace 3rd-party has a stack already, .*\/quicksight-governance\/tenants\/3rd-party\/settings/,
    );
  });
});
