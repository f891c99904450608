import assert from "node:assert/strict";
import { RegisterUserCommand } from "@aws-sdk/client-quicksight";
import { sampleAccess, simulateAssets } from "../../core/access/simulatedAssets.ts";
import { type Bag, type DynamicHost, startDynamicHost } from "../../support/dynamicHost.ts";
import { scope, simulateNamespace } from "../../support/simulatedNamespace.ts";
import { crowd, makeBags, reader } from "./bags.ts";
import { hosted } from "./hosted.ts";
import { messageOf } from "./messageOf.ts";

const arn = "arn:aws:quicksight:us-east-1:111122223333:namespace/default";

/** What each call says when it fails from its first call to AWS on. */
async function failEach(host: DynamicHost, bag: Bag): Promise<string[]> {
  return [
    await messageOf(host.create(bag)),
    await messageOf(host.update("x", bag, bag)),
    await messageOf(host.read("x", bag)),
    await messageOf(host.delete("x", bag)),
  ];
}

// The host hands on the message of an error without its name, and prints the stack of those of check, diff, read and delete.
describe("an error of AWS through the host of dynamic providers", function () {
  this.timeout(60_000);

  it("says what was being done to the people of which namespace, and AWS's code and words, without a stack", async () => {
    const { roster } = await makeBags();
    const { world, host, close } = await hosted(await simulateNamespace());
    const denied = { every: 1, error: "AccessDenied", message: "ListUsers is not for you" };
    await world.setFaults({ operation: "ListUsers", ...denied });
    const cause = "AccessDeniedException: ListUsers is not for you";
    const messages = await failEach(host, roster(crowd));
    await close();
    assert.deepEqual(
      messages,
      ["registering", "changing", "reading", "removing"].map(
        (task) => `${task} the people of ${arn}: ${cause}`,
      ),
    );
    assert.doesNotMatch(host.printed().stderr, /\n\s+at /);
  });

  it("says what was being done to access where, and AWS's code and words, without a stack", async () => {
    const { access } = await makeBags();
    const { world, host, close } = await hosted(await simulateAssets());
    const denied = { every: 1, error: "AccessDenied", message: "not for you" };
    await world.setFaults({ operation: "ListDashboards", ...denied });
    const messages = await failEach(host, access(sampleAccess[0]));
    await close();
    assert.deepEqual(
      messages,
      ["giving", "changing", "reading", "revoking"].map(
        (task) =>
          `${task} access to assets in eu-west-1 for groups of ${arn}: AccessDeniedException: not for you`,
      ),
    );
    assert.doesNotMatch(host.printed().stderr, /\n\s+at /);
  });

  it("prints no stack for a refusal of the guard and for a deletion that stopped halfway", async () => {
    const { roster } = await makeBags();
    const { world, host, close } = await hosted(await simulateNamespace("usa"));
    const [all, few] = [roster(crowd), roster(crowd.slice(0, 5))];
    await host.create(all);
    const refusals = [
      await messageOf(host.update("x", all, roster([]))),
      await messageOf(host.delete("x", all)),
    ];
    for (const refusal of refusals) assert.match(refusal, /^the guard refuses this plan/);
    await host.update("x", all, few);
    await world.setFaults({ operation: "DeleteUser", every: 1, error: "AccessDenied" });
    const kept = { ...few, protected: "p0@* p1@* p2@* p3@*" };
    const [, hash = ""] = /APPROVE=(\w+)/.exec(await messageOf(host.delete("x", kept))) ?? [];
    const approving = await startDynamicHost({
      endpoint: world.simulator.url,
      environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash },
    });
    await approving.configure({ "aws:region": "eu-west-1" });
    const halfway = await messageOf(approving.delete("x", kept));
    await approving.close();
    await close();
    assert.match(
      halfway,
      /^1 of 1 steps failed for people of namespace default.*AccessDeniedException/s,
    );
    for (const one of [host, approving]) assert.doesNotMatch(one.printed().stderr, /\n\s+at /);
  });

  it("shows what a run left alone, as messages of the stack", async () => {
    const { roster } = await makeBags();
    const { world, host, close } = await hosted(await simulateNamespace("usa"));
    await world.client.send(
      new RegisterUserCommand({
        AwsAccountId: scope.accountId,
        Namespace: scope.namespace,
        IdentityType: "IAM",
        IamArn: `arn:aws:iam::${scope.accountId}:role/Administrator`,
        SessionName: "root@x.com",
        Email: "root@x.com",
        UserRole: "ADMIN",
      }),
    );
    await host.create(roster([reader("ana@x.com", "usa")]));
    await close();
    assert.match(
      host.printed().stdout,
      /^default: user Administrator\/root@x\.com .*not managed here/m,
    );
  });
});
