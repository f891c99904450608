import assert from "node:assert/strict";
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import fc from "fast-check";
import { federationRoleArn, groupNameOf, userNameOf } from "../../../core/aws/scope.ts";
import type { GovernedNamespace } from "../../../core/people/governedNamespace.ts";
import type { Person } from "../../../core/people/person.ts";
import { readNamespace } from "../../../core/people/readNamespace.ts";
import { formatRoster } from "../../../core/people/roster/rosterText.ts";
import { PlanRefused } from "../../../core/reconcile/planRefused.ts";
import { roles } from "../../../core/settings/role.ts";
import { desired, govern } from "../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../support/memoryBucket.ts";
import { runPeople } from "../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";

const groupNames = ["dev", "usa"];
const people = fc
  .uniqueArray(
    fc.tuple(
      fc.constantFrom("a@x.com", "b@x.com", "c@x.com", "d@x.com"),
      fc.constantFrom(...roles),
      fc.subarray(groupNames),
    ),
    { selector: ([email]) => email, maxLength: 4 },
  )
  .map((list) => list.map(([email, role, groups]) => desired(email, role, ...groups)));
const leavers = fc.constantFrom("remove", "downgrade", "keep");

/** A rule of the simulator: the nth call of an operation goes wrong, before or after it was carried out. */
interface Fault {
  readonly operation: string;
  readonly nth: number;
  readonly error?: string;
  readonly drop?: boolean;
  readonly after?: boolean;
}

const fault = fc
  .tuple(
    fc.constantFrom(
      "RegisterUser",
      "UpdateUser",
      "DeleteUser",
      "CreateGroupMembership",
      "DeleteGroupMembership",
      "ListUsers",
      "ListGroups",
      "ListGroupMemberships",
      "ListUserGroups",
      "DescribeUser",
      "SearchDashboards",
    ),
    fc.integer({ min: 1, max: 3 }),
    fc.constantFrom(
      { error: "ThrottlingException" },
      { error: "InternalFailure" },
      { error: "AccessDeniedException" },
      { error: "ResourceNotFoundException" },
      { error: "ConflictException" },
      { drop: true },
      { drop: true, after: true },
      { error: "InternalFailure", after: true },
    ),
  )
  .map(([operation, nth, what]): Fault => ({ operation, nth, ...what }));

describe("a run that one fault hits, followed by one that none does", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  before(async () => {
    world = await simulateNamespace();
  });
  after(() => world.close());

  /** A new account with these people, one of whom is not ours, as if somebody had put them in by hand. */
  const furnish = async (present: readonly Person[]) => {
    await world.reset();
    bucket = memoryBucket();
    const address = { AwsAccountId: scope.accountId, Namespace: scope.namespace };
    for (const group of groupNames) {
      const GroupName = groupNameOf(scope, group);
      await world.client.send(new CreateGroupCommand({ ...address, GroupName }));
    }
    const others = { ...scope, federationRole: "Administrator" };
    const root = { place: others, person: desired("root@x.com", "ADMIN", "usa") };
    for (const { place, person } of [
      root,
      ...present.map((one) => ({ place: scope, person: one })),
    ]) {
      await world.client.send(
        new RegisterUserCommand({
          ...address,
          IdentityType: "IAM",
          IamArn: federationRoleArn(place),
          SessionName: person.email,
          Email: person.email,
          UserRole: person.role,
        }),
      );
      for (const group of person.groups) {
        const membership = {
          GroupName: groupNameOf(scope, group),
          MemberName: userNameOf(place, person.email),
        };
        await world.client.send(new CreateGroupMembershipCommand({ ...address, ...membership }));
      }
    }
  };

  /** One run whose plan, whatever it is, a person approves. */
  const run = (governed: GovernedNamespace) =>
    runPeople(world.simulator.url, governed, { bucket }).catch((error: unknown) => {
      if (!(error instanceof PlanRefused)) throw error;
      const approvals = [error.verdict.hash];
      return runPeople(world.simulator.url, governed, { bucket, approvals });
    });

  const endState = async () => {
    const { people: ours, unmanaged } = await readNamespace(world.client, scope);
    return { people: formatRoster(ours), unmanaged };
  };

  it("comes to the same end as a run without faults", async function () {
    this.timeout(240_000);
    const given = fc.asyncProperty(
      people,
      people,
      leavers,
      fault,
      async (before, wish, policy, rule) => {
        const governed = govern(wish, { guard: { leavers: policy } });
        await furnish(before);
        assert.deepEqual((await run(governed)).failed, []);
        const expected = await endState();
        assert.deepEqual(
          (await run(governed)).verdict.plan.steps,
          [],
          "applied, nothing is left to do",
        );

        await furnish(before);
        await world.setFaults(rule);
        await run(governed).catch(() => undefined);
        await world.clearFaults();
        assert.deepEqual((await run(governed)).failed, []);
        assert.deepEqual(await endState(), expected);
      },
    );
    // The rarest of all: the only call that stands between a leaver and being nobody.
    const author = desired("a@x.com", "AUTHOR", "dev");
    const denied: Fault = { operation: "RegisterUser", nth: 1, error: "AccessDeniedException" };
    await fc.assert(given, { numRuns: 60, examples: [[[author], [], "downgrade", denied]] });
  });
});
