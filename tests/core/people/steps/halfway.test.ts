import assert from "node:assert/strict";
import {
  DeleteCustomPermissionsCommand,
  DeleteGroupCommand,
  DeleteUserCommand,
  DescribeUserCommand,
  ListUserGroupsCommand,
  RegisterUserCommand,
  UpdateUserCustomPermissionCommand,
} from "@aws-sdk/client-quicksight";
import { federationRoleArn } from "../../../../core/aws/scope.ts";
import { describeUser } from "../../../../core/people/describeUser.ts";
import type { Person } from "../../../../core/people/person.ts";
import type { PeopleStep } from "../../../../core/people/step.ts";
import { PlanRefused } from "../../../../core/reconcile/planRefused.ts";
import type { Outcome } from "../../../../core/reconcile/run.ts";
import { govern } from "../../../support/govern.ts";
import { type MemoryBucket, memoryBucket } from "../../../support/memoryBucket.ts";
import { runPeople } from "../../../support/runPeople.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../../support/simulatedNamespace.ts";
import {
  address,
  ana,
  assertWhole,
  foreign,
  furnishForeign,
  makeProfile,
  profile,
  readers,
  user,
} from "./foreignWorld.ts";

const others = readers.filter(({ session }) => session !== ana);
const object = "locks/default.json";
const day = 24 * 60 * 60 * 1000;

describe("somebody whom a run deleted, and did not come to register as a reader", () => {
  let world: SimulatedNamespace;
  let bucket: MemoryBucket;
  /** The lock's object that a run leaves which could register nobody. */
  let left: string;
  before(async () => {
    world = await simulateNamespace();
    await prepare();
    await world.setFaults({ operation: "RegisterUser", error: "AccessDeniedException" });
    assert.equal((await run()).failed.length, 2);
    await world.clearFaults();
    assert.equal(await describeUser(world.client, scope, ana), undefined);
    assert.deepEqual(Object.keys(journal()), [ana]);
    left = bucket.text(object) ?? "";
  });
  after(() => world.close());

  const run = (
    people: readonly Person[] = readers,
    {
      days = 0,
      ...settings
    }: Parameters<typeof govern>[1] & { days?: number; bucket?: MemoryBucket } = {},
    options: Parameters<typeof runPeople>[2] = { bucket },
  ) =>
    runPeople(world.simulator.url, govern(people, { groups: { dev: {} }, ...settings }), {
      now: () => Date.now() + days * day,
      ...options,
    });
  const journal = () => {
    const text = bucket.text(object);
    if (text === undefined) return {};
    const { ledger } = JSON.parse(text) as { ledger: { journal: Record<string, object> } };
    return ledger.journal["people"] ?? {};
  };
  const assertSettled = async (people = readers, settings: Parameters<typeof run>[1] = {}) => {
    assert.deepEqual(journal(), {});
    const { verdict } = await run(people, settings);
    assert.deepEqual([verdict.plan.steps, verdict.plan.notices.filter(isAboutAna)], [[], []]);
  };
  const isAboutAna = (notice: string) => notice.startsWith(ana);
  const noticesOf = ({ verdict }: Outcome<PeopleStep>) => verdict.plan.notices.filter(isAboutAna);
  const groupsOfAna = async () => {
    const { GroupList = [] } = await world.client.send(new ListUserGroupsCommand(user));
    return GroupList.map(({ GroupName = "" }) => GroupName).sort();
  };
  const profileOfAna = async () =>
    (await world.client.send(new DescribeUserCommand(user))).User?.CustomPermissionsName;
  const apply = (CustomPermissionsName: string) =>
    world.client.send(new UpdateUserCustomPermissionCommand({ ...user, CustomPermissionsName }));
  const deleteProfile = () =>
    world.client.send(
      new DeleteCustomPermissionsCommand({
        AwsAccountId: scope.accountId,
        CustomPermissionsName: profile,
      }),
    );
  const signIn = (SessionName = ana) =>
    world.client.send(
      new RegisterUserCommand({
        ...address,
        ...{ IdentityType: "IAM", IamArn: federationRoleArn(scope), UserRole: "READER" },
        ...{ SessionName, Email: SessionName },
      }),
    );

  const prepare = () => {
    bucket = memoryBucket();
    return furnishForeign(world, (people) => run(people));
  };

  beforeEach(async () => {
    await prepare();
    await world.client.send(new DeleteUserCommand(user));
    bucket.put(object, left);
  });

  describe("and who signed in meanwhile", () => {
    it("gets back the profile that restricts them, with the groups", async () => {
      await signIn();
      const { failed, verdict } = await run();
      assert.deepEqual(failed, []);
      const back = verdict.plan.steps.find(({ kind }) => kind === "give-back");
      assert.ok(back?.kind === "give-back" && back.customPermissions === profile);
      await assertWhole(world, "after they signed in");
      await assertSettled();
    });

    it("gets back the profile alone where no other group is owed", async () => {
      for (const GroupName of foreign) {
        await world.client.send(new DeleteGroupCommand({ ...address, GroupName }));
      }
      await signIn();
      assert.deepEqual((await run()).failed, []);
      assert.equal(await profileOfAna(), profile);
      await assertSettled();
    });

    it("keeps another profile that somebody gave them since, and a notice says so", async () => {
      await signIn();
      await makeProfile(world, "later");
      await apply("later");
      const outcome = await run();
      assert.deepEqual(outcome.failed, []);
      assert.match(noticesOf(outcome).join(), /later.*since.*somebody-elses.*not given back/);
      assert.equal(await profileOfAna(), "later");
      assert.deepEqual(await groupsOfAna(), [...foreign, "quicksight-fed-dev"].sort());
      await assertSettled();
    });

    it("keeps another profile that somebody gives them between the plan and its step", async () => {
      await signIn();
      await makeProfile(world, "later");
      await run(
        readers,
        {},
        {
          bucket,
          onPlan: async () => {
            await apply("later");
          },
        },
      );
      assert.equal(await profileOfAna(), "later");
      await assertSettled();
    });

    it("gets everything back under the spelling that they signed in with", async () => {
      await signIn("Ana@x.com");
      assert.deepEqual((await run()).failed, []);
      const other = { ...user, UserName: user.UserName.replace("ana@", "Ana@") };
      const { User } = await world.client.send(new DescribeUserCommand(other));
      assert.equal(User?.CustomPermissionsName, profile);
      assert.deepEqual(journal(), {});
    });

    for (const error of ["AccessDeniedException", "ResourceNotFoundException"]) {
      it(`is owed the profile until it is given, whatever one call answers: ${error}`, async () => {
        await signIn();
        await world.setFaults({ operation: "UpdateUserCustomPermission", nth: 1, error });
        await run();
        await world.clearFaults();
        await run();
        await assertWhole(world, error);
        await assertSettled();
      });
    }
  });

  it("gets back the profile where a run without a governance bucket came in between", async () => {
    assert.deepEqual((await run(readers, {}, {})).failed, []);
    assert.equal(await profileOfAna(), undefined);
    assert.deepEqual((await run()).failed, []);
    await assertWhole(world, "with the bucket again");
    await assertSettled();
  });

  it("is registered without a profile that is gone, and the run says so once", async () => {
    await deleteProfile();
    const { failed } = await run();
    assert.equal(failed.length, 1);
    assert.match(failed[0]?.reason ?? "", /READER.*without the profile somebody-elses/);
    assert.deepEqual(await groupsOfAna(), [...foreign, "quicksight-fed-dev"].sort());
    await assertSettled();
  });

  it("who signed in gets the groups back without a profile that is gone, and the run says so once", async () => {
    await deleteProfile();
    await signIn();
    const { failed } = await run();
    assert.match(failed[0]?.reason ?? "", /without the profile somebody-elses/);
    assert.deepEqual(await groupsOfAna(), [...foreign, "quicksight-fed-dev"].sort());
    await assertSettled();
  });

  it("keeps the profile where QuickSight once did not find it", async () => {
    for (let nth = 1; nth <= 2; nth += 1) {
      await world.setFaults({ operation: "RegisterUser", nth, error: "ResourceNotFoundException" });
      assert.deepEqual((await run()).failed, []);
      await world.clearFaults();
      await assertWhole(world, `call ${nth}`);
    }
  });

  it("is given back to the groups that are there, and a notice names the one that is gone", async () => {
    const [gone = "", ...rest] = foreign;
    await world.client.send(new DeleteGroupCommand({ ...address, GroupName: gone }));
    const outcome = await run();
    assert.deepEqual(outcome.failed, []);
    assert.match(noticesOf(outcome).join(), new RegExp(`${gone}.*gone`));
    assert.deepEqual(await groupsOfAna(), [...rest, "quicksight-fed-dev"].sort());
    await assertSettled();
  });

  it("is given back to the others where a group goes between the plan and its step", async () => {
    const [gone = "", ...rest] = foreign;
    await run(
      readers,
      {},
      {
        bucket,
        onPlan: async () => {
          await world.client.send(new DeleteGroupCommand({ ...address, GroupName: gone }));
        },
      },
    );
    assert.deepEqual(await groupsOfAna(), [...rest, "quicksight-fed-dev"].sort());
    assert.deepEqual((await run()).failed, []);
    await assertSettled();
  });

  for (const guard of [
    { protected: ["ana@*"] },
    { additiveOnly: true },
    { leavers: "keep" },
  ] as const) {
    it(`comes back who left the file and loses nothing, by ${JSON.stringify(guard)}`, async () => {
      await run(others, { guard });
      const found = await describeUser(world.client, scope, ana);
      assert.deepEqual([found?.Role, found?.CustomPermissionsName], ["READER", profile]);
      assert.deepEqual(await groupsOfAna(), [...foreign].sort());
      assert.deepEqual(journal(), {});
    });
  }

  it("gets everything back when the file names them again within 30 days, and a notice says what is kept until then", async () => {
    for (const days of [0, 29]) {
      const outcome = await run(others, { days });
      assert.deepEqual(outcome.verdict.plan.steps, []);
      assert.match(noticesOf(outcome).join(), /until \d{4}-.*somebody-elses.*finance-team, oncall/);
    }
    assert.deepEqual((await run(readers, { days: 29 })).failed, []);
    await assertWhole(world, "back in the file");
    await assertSettled();
  });

  it("gets nothing back who is named again later, and a notice says what is forgotten", async () => {
    const outcome = await run(others, { days: 31 });
    assert.match(noticesOf(outcome).join(), /30 days.*forgotten.*somebody-elses/);
    assert.deepEqual(journal(), {});
    await run(readers, { days: 60 });
    assert.equal(await profileOfAna(), undefined);
    assert.deepEqual(await groupsOfAna(), ["quicksight-fed-dev"]);
  });

  it("is owed nothing once a plan removed them", async () => {
    await signIn();
    const operation = "CreateGroupMembership";
    await world.setFaults({ operation, nth: 1, error: "AccessDeniedException" });
    await run();
    await world.clearFaults();
    assert.deepEqual(Object.keys(journal()), [ana]);
    const { done } = await run(others);
    assert.deepEqual(
      done.map(({ kind }) => kind),
      ["remove"],
    );
    assert.deepEqual(journal(), {});
  });

  it("is not given back to groups that were ours when another prefix is", async () => {
    const renamed = { scope: { ...scope, groupPrefix: "qs-" } };
    const refused = await run(readers, renamed).catch((error: unknown) => error);
    assert.ok(refused instanceof PlanRefused, "another prefix is asked about");
    await run(readers, renamed, { bucket, approvals: [refused.verdict.hash] });
    assert.deepEqual(await groupsOfAna(), [...foreign, "qs-dev"].sort());
    await assertSettled(readers, renamed);
  });
});
