import assert from "node:assert/strict";
import { CreateGroupCommand, DeleteUserCommand } from "@aws-sdk/client-quicksight";
import { namespaceArnOf, userNameOf } from "../../core/aws/scope.ts";
import type { Person } from "../../core/people/person.ts";
import {
  checkRoster,
  createRoster,
  deleteRoster,
  diffRoster,
  updateRoster,
} from "../../providers/rosterHandlers.ts";
import { rosterState, type RosterState } from "../../providers/rosterState.ts";
import { desired, govern } from "../support/govern.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../support/simulatedNamespace.ts";
import { createNamespaces, registerByHand } from "./host/byHand.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const id = "111122223333/default";
const crowd = Array.from({ length: 8 }, (_, number) =>
  desired(`p${number}@x.com`, "READER", "usa"),
);
const state = (
  people: readonly Person[],
  governed: Parameters<typeof govern>[1] = {},
): RosterState => rosterState({ governed: govern(people, governed) });
const hashesIn = (text: string) =>
  [...text.matchAll(/APPROVE=([\w,]+)/g)].map(([, hash = ""]) => hash).join(",");
const context = { environment: {} };
const approving = (hashes: string) => ({ environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hashes } });
const reasonOf = async (...args: Parameters<typeof checkRoster>) =>
  (await checkRoster(...args)).failures?.[0]?.reason ?? "";

describe("the preview of a roster", () => {
  let world: SimulatedNamespace;
  keepEnvironment();
  beforeEach(async () => {
    world = await simulateNamespace("usa", "gbr");
    world.simulator.reset({ namespaceDelayMs: 0 });
    for (const GroupName of ["quicksight-fed-usa", "quicksight-fed-gbr", "qs-usa"]) {
      await world.client.send(
        new CreateGroupCommand({ AwsAccountId: scope.accountId, Namespace: "default", GroupName }),
      );
    }
    callSimulator(world.simulator.url);
  });
  afterEach(async () => {
    await world.close();
  });

  /** Refused in check and update alike; with the hash of the check, both let it through. */
  const approvedOnce = async (olds: RosterState, news: RosterState, named: RegExp) => {
    const reason = await reasonOf(olds, news, context);
    assert.match(reason, named);
    await world.resetCalls();
    await assert.rejects(updateRoster(id, news, context, olds), named);
    assert.deepEqual(world.writes(), {});
    const approved = approving(hashesIn(reason));
    assert.equal(await reasonOf(olds, news, approved), "");
    assert.deepEqual(await updateRoster(id, news, approved, olds), { outs: news });
    assert.ok(Object.keys(world.writes()).length > 0);
  };

  it("of a first deployment on a namespace in use names everybody who would lose something, as the run does", async () => {
    const authors = ["a", "b", "c", "d"].map((name) => desired(`${name}@x.com`, "AUTHOR", "usa"));
    for (const person of [...crowd, ...authors]) await registerByHand(world, person);
    const news = state([...crowd, desired("new@x.com", "READER", "gbr")]);
    await world.resetCalls();
    const reason = await reasonOf({}, news, context);
    for (const { email } of authors) assert.match(reason, new RegExp(`- ${email} `));
    assert.deepEqual(world.writes(), {});
    await assert.rejects(createRoster(news, context), /a@x\.com/);
    assert.deepEqual(world.writes(), {});
    const approved = approving(hashesIn(reason));
    assert.equal(await reasonOf({}, news, approved), "");
    await createRoster(news, approved);
    assert.equal(world.writes()["DeleteUser"], authors.length);
  });

  it("of a first deployment that takes nothing is not refused", async () => {
    await registerByHand(world, desired("p0@x.com", "READER"));
    assert.equal(await reasonOf({}, state(crowd), context), "");
  });

  it("binds the run: what it did not show is not taken", async () => {
    const olds = state(crowd);
    await createRoster(olds, context);
    await registerByHand(world, desired("by-hand@x.com", "READER", "usa"));
    const news = state(crowd.slice(1));
    assert.equal(await reasonOf(olds, news, context), "");
    await world.resetCalls();
    await assert.rejects(updateRoster(id, news, context, olds), /by-hand@x\.com/);
    assert.deepEqual(world.writes(), {});
  });

  it("does not bind a run of the shell of before, which handed on no state", async () => {
    await createRoster(state(crowd), context);
    const news = state(crowd.slice(1));
    assert.deepEqual(await updateRoster(id, news, context), { outs: news });
  });

  it("refuses another federation role with the names of those it would strand", async () => {
    const olds = state(crowd);
    await createRoster(olds, context);
    const news = state(crowd, { scope: { ...scope, federationRole: "other-role" } });
    await approvedOnce(olds, news, /8 people sign in through quicksight-fed-users .*p0@x\.com, p1/);
  });

  it("refuses another group prefix with what it would leave behind", async () => {
    const olds = state(crowd);
    await createRoster(olds, context);
    const news = state(crowd, { scope: { ...scope, groupPrefix: "qs-" } });
    await approvedOnce(olds, news, /qs- in place of quicksight-fed-: 8 memberships/);
  });

  it("refuses another namespace with everybody who would be removed from the former", async () => {
    const olds = state(crowd, { groups: { usa: {} } });
    await createRoster(olds, context);
    await createNamespaces(world, "elsewhere");
    const news = { ...olds, namespaceArn: namespaceArnOf({ ...scope, namespace: "elsewhere" }) };
    const reason = await reasonOf(olds, news, context);
    assert.match(reason, /people of namespace default/);
    for (const { email } of crowd) assert.match(reason, new RegExp(`- ${email} `));
    const approved = approving(hashesIn(reason));
    assert.equal(await reasonOf(olds, news, approved), "");
    assert.equal(diffRoster(olds, news).deleteBeforeReplace, true);
    await deleteRoster(olds, approved);
    await createRoster(news, approved);
    assert.equal(world.writes()["DeleteUser"], crowd.length);
  });

  describe("of a namespace whose newcomers registered themselves in default", () => {
    const us = { ...scope, namespace: "us" };
    const inUs = (people: readonly Person[]) => state(people, { scope: us, groups: { usa: {} } });
    beforeEach(() => createNamespaces(world, "us"));

    it("shows their moves by their lines: a roster that is made moves them without another approval", async () => {
      await registerByHand(world, desired("p0@x.com", "READER"));
      const news = inUs(crowd);
      assert.equal(await reasonOf({}, news, context), "");
      await createRoster(news, context);
      const { DeleteUser, RegisterUser } = world.writes();
      assert.deepEqual([DeleteUser, RegisterUser], [1, crowd.length + 1]);
    });

    it("shows their moves by their lines: so does one that is changed", async () => {
      const [olds, news] = [inUs(crowd), inUs([...crowd, desired("new@x.com", "READER", "usa")])];
      await createRoster(olds, context);
      await registerByHand(world, desired("new@x.com", "READER"));
      assert.equal(await reasonOf(olds, news, context), "");
      await updateRoster(id, news, context, olds);
      assert.equal(world.writes()["DeleteUser"], 1);
    });

    it("does not show the move of somebody whose line it did not show as new", async () => {
      const olds = inUs(crowd);
      await createRoster(olds, context);
      const address = { AwsAccountId: scope.accountId, UserName: userNameOf(us, "p0@x.com") };
      await world.client.send(new DeleteUserCommand({ ...address, Namespace: "us" }));
      await registerByHand(world, desired("p0@x.com", "READER"));
      await world.resetCalls();
      const news = inUs([...crowd, desired("new@x.com", "READER", "usa")]);
      await assert.rejects(updateRoster(id, news, context, olds), /move p0@x\.com out of default/);
      assert.deepEqual(world.writes(), {});
    });

    it("names them when they are more than the guard allows, and the hash holds for the run", async () => {
      const many = Array.from({ length: 51 }, (_, n) => desired(`q${n}@x.com`, "READER", "usa"));
      for (const { session } of many) await registerByHand(world, desired(session, "READER"));
      const news = inUs(many);
      const namespaceArn = namespaceArnOf({ ...scope, namespace: "not-yet" });
      assert.match(await reasonOf({}, { ...news, namespaceArn }, context), /51 people who/);
      const reason = await reasonOf({}, news, context);
      assert.match(reason, /51 people who registered themselves in namespace default/);
      for (const { session } of many) assert.ok(reason.includes(`-+ ${session} out of`), session);
      await world.resetCalls();
      await assert.rejects(createRoster(news, context), /51 people who registered themselves/);
      assert.deepEqual(world.writes(), {});
      await createRoster(news, approving(hashesIn(reason)));
      assert.equal(world.writes()["RegisterUser"], 51);
    });
  });
});
