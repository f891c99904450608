import assert from "node:assert/strict";
import {
  CreateGroupCommand,
  CreateNamespaceCommand,
  DeleteNamespaceCommand,
  DescribeNamespaceCommand,
  InvalidParameterValueException,
  LimitExceededException,
  ListNamespacesCommand,
  ListTagsForResourceCommand,
  ListUsersCommand,
  PreconditionNotMetException,
  RegisterUserCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  UnsupportedUserEditionException,
} from "@aws-sdk/client-quicksight";
import { breaksModel } from "./support/breaksModel.ts";
import { IamArn } from "./support/people.ts";
import { refused } from "./support/refused.ts";
import { AwsAccountId, simulated } from "./support/simulated.ts";

const acme = { AwsAccountId, Namespace: "acme" };
const create = (Namespace = "acme") =>
  new CreateNamespaceCommand({ AwsAccountId, Namespace, IdentityStore: "QUICKSIGHT" });
const notFound = {
  status: 404,
  message: `Namespace acme not found in account ${AwsAccountId}. AWS account ID: ${AwsAccountId}, Namespace: acme.`,
  resourceType: "NAMESPACE",
};

describe("simulator: namespaces", () => {
  const { client, reset } = simulated();
  const statusOf = async (): Promise<string | undefined> => {
    const { Namespace } = await client().send(new DescribeNamespaceCommand(acme));
    return Namespace?.CreationStatus;
  };
  const waitUntil = async (done: () => Promise<boolean>): Promise<void> => {
    while (!(await done())) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  it("has a default namespace from the start", async () => {
    const { Namespaces } = await client().send(new ListNamespacesCommand({ AwsAccountId }));
    assert.deepEqual(Namespaces, [
      {
        Name: "default",
        Arn: `arn:aws:quicksight:eu-west-1:${AwsAccountId}:namespace/default`,
        CapacityRegion: "eu-west-1",
        CreationStatus: "CREATED",
        IdentityStore: "QUICKSIGHT",
      },
    ]);
  });

  it("creates a namespace over time, CREATING until it is CREATED", async () => {
    reset({ namespaceDelayMs: 2_000 });
    const created = await client().send(create());
    assert.equal(created.Arn, `arn:aws:quicksight:eu-west-1:${AwsAccountId}:namespace/acme`);
    assert.equal(created.CreationStatus, "CREATING");
    assert.equal(await statusOf(), "CREATING");
    await waitUntil(async () => (await statusOf()) === "CREATED");
  });

  it("refuses work in a namespace that is not ready yet", async () => {
    reset({ namespaceDelayMs: 60_000 });
    await client().send(create());
    await refused(
      client().send(new CreateGroupCommand({ ...acme, GroupName: "critical" })),
      PreconditionNotMetException,
      { status: 400, message: "Namespace acme is not ready: its status is CREATING." },
    );
  });

  it("deletes a namespace over time together with its users, groups and their tags", async () => {
    // Long enough for the question after the deletion, on a busy machine too.
    reset({ namespaceDelayMs: 2_000 });
    await client().send(create());
    await waitUntil(async () => (await statusOf()) === "CREATED");
    const { User } = await client().send(
      new RegisterUserCommand({
        ...acme,
        IdentityType: "IAM",
        Email: "ana@x.com",
        UserRole: "READER",
        IamArn,
        SessionName: "ana@x.com",
      }),
    );
    await client().send(new DeleteNamespaceCommand(acme));
    assert.equal(await statusOf(), "DELETING");
    await waitUntil(() =>
      statusOf().then(
        () => false,
        () => true,
      ),
    );
    await refused(statusOf(), ResourceNotFoundException, notFound);
    await refused(
      client().send(new ListTagsForResourceCommand({ ResourceArn: User?.Arn })),
      ResourceNotFoundException,
      { status: 404 },
    );
    reset({ namespaceDelayMs: 0 });
    await client().send(create());
    const { UserList } = await client().send(new ListUsersCommand(acme));
    assert.deepEqual(UserList, []);
  });

  it("refuses a name that is taken", async () => {
    await client().send(create());
    await refused(client().send(create()), ResourceExistsException, {
      status: 409,
      resourceType: "NAMESPACE",
    });
  });

  it("answers ResourceNotFoundException in the words of AWS for every use of an unknown namespace", async () => {
    for (const command of [new DescribeNamespaceCommand(acme), new DeleteNamespaceCommand(acme)]) {
      await refused(client().send(command), ResourceNotFoundException, notFound);
    }
    await refused(client().send(new ListUsersCommand(acme)), ResourceNotFoundException, notFound);
  });

  it("refuses a name that does not fit the pattern of the API", async () => {
    await breaksModel(
      client().send(create("a b")),
      "1 validation error detected: Value 'a b' at 'namespace' failed to satisfy constraint: " +
        "Member must satisfy regular expression pattern: ^[a-zA-Z0-9._-]*$",
    );
    await refused(client().send(create("")), InvalidParameterValueException, { status: 400 });
  });

  it("never deletes the default namespace", async () => {
    const inDefault = { AwsAccountId, Namespace: "default" };
    await refused(
      client().send(new DeleteNamespaceCommand(inDefault)),
      InvalidParameterValueException,
      { status: 400 },
    );
  });

  it("stops at the documented 100 namespaces", async () => {
    for (let number = 1; number < 100; number += 1) {
      await client().send(create(`tenant-${number}`));
    }
    await refused(client().send(create()), LimitExceededException, { status: 409 });
  });

  it("has no namespaces in the Standard edition", async () => {
    reset({ edition: "STANDARD" });
    await refused(client().send(create()), UnsupportedUserEditionException, { status: 403 });
  });

  it("can let the creation of namespaces fail", async () => {
    reset({ namespaceOutcome: "RETRYABLE_FAILURE" });
    await client().send(create());
    const { Namespace } = await client().send(new DescribeNamespaceCommand(acme));
    assert.equal(Namespace?.CreationStatus, "RETRYABLE_FAILURE");
    assert.equal(Namespace.NamespaceError?.Type, "INTERNAL_SERVICE_ERROR");
  });
});
