import assert from "node:assert/strict";
import {
  CreateNamespaceCommand,
  DescribeNamespaceCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout } from "node:timers/promises";
import { findSignedIn } from "../../../../core/people/signIn/findSignedIn.ts";
import { type SimulatedNamespace, simulateNamespace } from "../../../support/simulatedNamespace.ts";

describe("who signs in through a role", () => {
  let world: SimulatedNamespace;
  before(async () => {
    world = await simulateNamespace();
  });
  after(async () => {
    assert.deepEqual(world.simulator.violations(), []);
    await world.close();
  });

  const register = (Namespace: string, role: string, SessionName: string) =>
    world.client.send(
      new RegisterUserCommand({
        AwsAccountId: world.scope.accountId,
        Namespace,
        Email: SessionName,
        SessionName,
        UserRole: "READER",
        IdentityType: "IAM",
        IamArn: `arn:aws:iam::${world.scope.accountId}:role/${role}`,
      }),
    );

  it("is asked of every namespace, also of one that no tenant governs, by the whole name of the role", async () => {
    const { accountId } = world.scope;
    const address = { AwsAccountId: accountId, Namespace: "guests" };
    await world.client.send(
      new CreateNamespaceCommand({ ...address, IdentityStore: "QUICKSIGHT" }),
    );
    for (let status = ""; status !== "CREATED";) {
      await setTimeout(20);
      const { Namespace } = await world.client.send(new DescribeNamespaceCommand(address));
      status = Namespace?.CreationStatus ?? "";
    }
    await register("guests", "corp", "bo@x.com");
    await register("default", "corp", "ana@x.com");
    await register("default", "corp-admins", "cy@x.com");
    assert.deepEqual(await findSignedIn(world.client, accountId, ["corp", "nobody"]), [
      { role: "corp", namespace: "default", session: "ana@x.com" },
      { role: "corp", namespace: "guests", session: "bo@x.com" },
    ]);
  });
});
