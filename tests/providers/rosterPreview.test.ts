import assert from "node:assert/strict";
import { CreateGroupCommand, CreateNamespaceCommand } from "@aws-sdk/client-quicksight";
import { namespaceArnOf } from "../../core/aws/scope.ts";
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
import { registerByHand } from "./host/byHand.ts";

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
  const environment = { ...process.env };
  beforeEach(async () => {
    world = await simulateNamespace("usa", "gbr");
    world.simulator.reset({ namespaceDelayMs: 0 });
    for (const GroupName of ["quicksight-fed-usa", "quicksight-fed-gbr", "qs-usa"]) {
      await world.client.send(
        new CreateGroupCommand({ AwsAccountId: scope.accountId, Namespace: "default", GroupName }),
      );
    }
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_QUICKSIGHT: world.simulator.url,
      AWS_ENDPOINT_URL_STS: world.simulator.url,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });
  afterEach(async () => {
    process.env = environment;
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
    await world.client.send(
      new CreateNamespaceCommand({
        AwsAccountId: scope.accountId,
        Namespace: "elsewhere",
        IdentityStore: "QUICKSIGHT",
      }),
    );
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
});
