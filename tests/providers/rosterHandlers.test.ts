import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateNamespaceCommand,
  DescribeNamespaceCommand,
  RegisterUserCommand,
} from "@aws-sdk/client-quicksight";
import { namespaceArnOf } from "../../core/aws/scope.ts";
import { formatRoster } from "../../core/people/roster/rosterText.ts";
import type { Person } from "../../core/people/person.ts";
import { PartialFailure } from "../../providers/partialFailure.ts";
import {
  checkRoster,
  createRoster,
  deleteRoster,
  diffRoster,
  readRoster,
  updateRoster,
} from "../../providers/rosterHandlers.ts";
import {
  governedOf,
  rosterState,
  type RosterState,
  upgradeRoster,
} from "../../providers/rosterState.ts";
import { govern } from "../support/govern.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../support/simulatedNamespace.ts";
import { callSimulator } from "../support/callSimulator.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const elsewhere = namespaceArnOf({ ...scope, namespace: "elsewhere" });
const context = { environment: {} };
const person = (email: string, ...groups: string[]): Person => ({
  session: email,
  email,
  role: "READER",
  groups,
});
const stateWith = (
  people: readonly Person[],
  governed: Parameters<typeof govern>[1] = {},
): RosterState => rosterState({ governed: govern(people, governed) });
const state = (...people: Person[]): RosterState => stateWith(people);
const crowd = Array.from({ length: 8 }, (_, index) => person(`p${index}@x.com`, "usa"));

const hashIn = (text: string) => /APPROVE=(\w+)/.exec(text)?.[1] ?? "";
const reasonOf = async (...args: Parameters<typeof checkRoster>) =>
  (await checkRoster(...args)).failures?.[0]?.reason ?? "";

describe("the state of a roster", () => {
  /** What the release before the version of states wrote: what was so by default, it left out. */
  const firstForm = {
    namespaceArn: namespaceArnOf(scope),
    dataRegion: scope.identityRegion,
    people: formatRoster(crowd),
    peopleCount: crowd.length,
    readers: crowd.length,
    authors: 0,
    admins: 0,
    removalPercent: 25,
    removalAtLeast: 5,
    minimumAdmins: 1,
    __provider: "code",
  } as unknown as RosterState;

  it("holds a version and all its fields", () => {
    const today = state(...crowd);
    assert.equal(today.version, 1);
    assert.deepEqual(Object.keys(upgradeRoster(firstForm)).sort(), [
      "__provider",
      ...Object.keys(today).sort(),
    ]);
    assert.ok(Object.values(today).every((value: unknown) => value !== undefined));
  });

  it("holds the path of the federation role, by which people are registered", () => {
    const path = "/federated/";
    const withPath = stateWith([], { scope: { ...scope, federationRolePath: path } });
    assert.equal(withPath.federationRolePath, path);
    assert.equal(governedOf(withPath).scope.federationRolePath, path);
    assert.equal(state().federationRolePath, "/");
  });

  it("is read as it was meant where it is of the form without a version, and shows no difference", () => {
    assert.deepEqual(diffRoster(firstForm, state(...crowd)), { changes: false, replaces: [] });
    const named = { ...firstForm, groupPrefix: "qs-", leavers: "keep", successor: "bi" } as const;
    const governed = governedOf(upgradeRoster(named));
    assert.equal(governed.scope.groupPrefix, "qs-");
    assert.equal(governed.guard.leavers, "keep");
    assert.equal(governed.guard.successor, "bi");
  });

  it("of the form without a version is judged like any other", async () => {
    assert.match(
      await reasonOf(firstForm, state(...crowd.slice(6)), context),
      /6 of 8 people would be removed; the limit is 4/,
    );
  });
});

describe("the roster provider, during a preview", () => {
  it("lets a change pass that the guard allows", async () => {
    const news = state(...crowd.slice(1));
    assert.deepEqual(await checkRoster(state(...crowd), news, context), { inputs: news });
  });

  it("refuses what the guard refuses, without a call, and names no property whose value would be printed", async () => {
    const { failures = [] } = await checkRoster(state(...crowd), state(...crowd.slice(6)), context);
    assert.equal(failures.length, 1);
    assert.equal(failures[0]?.property, "");
    assert.match(failures[0].reason, /6 of 8 people would be removed; the limit is 4/);
  });

  it("takes an approval from the environment", async () => {
    const olds = state(...crowd);
    const news = state(...crowd.slice(6));
    const hash = hashIn(await reasonOf(olds, news, context));
    const environment = { QUICKSIGHT_GOVERNANCE_APPROVE: `other, ${hash}` };
    assert.equal((await checkRoster(olds, news, { environment })).failures, undefined);
  });

  it("passes by what is not known yet", async () => {
    const news = { ...state(), people: unknown };
    assert.deepEqual(await checkRoster(state(...crowd), news, context), { inputs: news });
  });

  it("sees a change of people or guard as an update, of namespace as another roster after the one before, and of code as nothing", () => {
    const olds = { ...state(...crowd), __provider: "code" };
    const changed = { changes: true, replaces: [] };
    assert.deepEqual(diffRoster(olds, { ...olds }), { changes: false, replaces: [] });
    assert.deepEqual(diffRoster(olds, { ...olds, __provider: "new code" }), {
      changes: false,
      replaces: [],
    });
    assert.deepEqual(diffRoster(olds, { ...olds, ...state(...crowd.slice(1)) }), changed);
    assert.deepEqual(diffRoster(olds, { ...olds, removalAtMost: 10 }), changed);
    assert.deepEqual(diffRoster(olds, { ...olds, namespaceArn: elsewhere }), {
      changes: true,
      replaces: ["namespaceArn"],
      deleteBeforeReplace: true,
    });
  });
});

describe("the roster provider, during an update", () => {
  let world: SimulatedNamespace;
  keepEnvironment();
  before(async () => {
    world = await simulateNamespace("usa", "gbr");
    callSimulator(world.simulator.url);
  });
  after(async () => {
    await world.close();
  });

  it("creates, reads back the same text, updates, and deletes its own people under the guard", async () => {
    const first = state(...crowd);
    const { id, outs } = await createRoster({ ...first, __provider: "code" }, context);
    assert.equal(id, "111122223333/default");
    assert.deepEqual(outs, first);
    assert.deepEqual(await readRoster(id, first, context), { id, props: first, inputs: first });

    const second = state(...crowd.slice(1), person("new@x.com", "gbr"));
    assert.deepEqual(await updateRoster(id, second, context), { outs: second });
    assert.deepEqual((await readRoster(id, first, context)).inputs, second);

    const refusal = await deleteRoster(second, context).catch((error: unknown) => String(error));
    assert.match(refusal ?? "", /all 8 managed people would be removed/);
    const hash = hashIn(refusal ?? "");
    await deleteRoster(second, { environment: { QUICKSIGHT_GOVERNANCE_APPROVE: hash } });
    assert.equal((await readRoster(id, second, context)).inputs?.people, "");
  });

  it("throws a partial failure with everything the state needs, and finishes at the next update", async () => {
    await world.setFaults({ operation: "RegisterUser", nth: 3, error: "AccessDeniedException" });
    const wanted = { ...state(...crowd), __provider: "code" };
    const failure = await createRoster(wanted, context).catch((error: unknown) => error);
    assert.ok(failure instanceof PartialFailure);
    assert.equal(failure.id, "111122223333/default");
    const there = failure.properties as RosterState;
    assert.equal(there.peopleCount, crowd.length - 1);
    assert.deepEqual(Object.keys(there).sort(), Object.keys(wanted).sort());
    assert.match(failure.reasons.join(), /steps failed for people of namespace default/);
    await updateRoster(failure.id, wanted, context);
    assert.equal((await readRoster(failure.id, wanted, context)).inputs?.people, wanted.people);
  });

  it("does not let a namespace go with people in it who are not ours to delete", async () => {
    const namespace = "tenant";
    const address = { AwsAccountId: scope.accountId };
    await world.client.send(
      new CreateNamespaceCommand({ ...address, Namespace: namespace, IdentityStore: "QUICKSIGHT" }),
    );
    const tenant = { ...state(), namespaceArn: namespaceArnOf({ ...scope, namespace }) };
    await untilListed(namespace);
    await world.client.send(
      new RegisterUserCommand({
        ...address,
        Namespace: namespace,
        IdentityType: "IAM",
        IamArn: `arn:aws:iam::${scope.accountId}:role/Administrator`,
        SessionName: "root@x.com",
        Email: "root@x.com",
        UserRole: "ADMIN",
      }),
    );
    await assert.rejects(
      deleteRoster(tenant, context),
      /people who are not managed here.*Administrator\/root@x\.com/,
    );
  });

  /** A namespace takes a moment to be made. */
  async function untilListed(Namespace: string): Promise<void> {
    for (;;) {
      const { Namespace: found } = await world.client.send(
        new DescribeNamespaceCommand({ AwsAccountId: scope.accountId, Namespace }),
      );
      if (found?.CreationStatus === "CREATED") return;
      await sleep(50);
    }
  }

  it("prints no stack for what a person must put right", async () => {
    const refusal: unknown = await deleteRoster(state(...crowd), context).catch(
      (error: unknown) => error,
    );
    assert.ok(refusal instanceof Error);
    assert.equal(refusal.stack, "");
  });

  it("reports a namespace that is gone as gone, and any other failure as a failure", async () => {
    const gone = { ...state(), namespaceArn: elsewhere };
    assert.deepEqual(await readRoster("x", gone, context), { id: "" });
    await deleteRoster(gone, context);
    await world.setFaults({ operation: "ListUsers", every: 1, error: "AccessDeniedException" });
    await assert.rejects(readRoster("x", state(), context), /AccessDeniedException/);
  });
});
