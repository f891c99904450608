import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateGroupCommand } from "@aws-sdk/client-quicksight";
import { simulateAssets, sampleAccess } from "../../core/access/simulatedAssets.ts";
import { hostKeys, startDynamicHost } from "../../support/dynamicHost.ts";
import {
  scope,
  type SimulatedNamespace,
  simulateNamespace,
} from "../../support/simulatedNamespace.ts";
import { type Bags, crowd, makeBags, reader } from "./bags.ts";
import { arnOf, createNamespaces, deleteByHand, registerByHand } from "./byHand.ts";
import { type Hosted, hosted } from "./hosted.ts";
import { hashIn, messageOf } from "./messageOf.ts";

const id = "111122223333/default";
const approve = "QUICKSIGHT_GOVERNANCE_APPROVE";

describe("a deployment of people through the host of dynamic providers", function () {
  this.timeout(60_000);
  let bags: Bags;
  let on: Hosted<SimulatedNamespace>;
  before(async () => {
    bags = await makeBags();
  });
  beforeEach(async () => {
    on = await hosted(await simulateNamespace("usa", "gbr"));
  });
  afterEach(async () => {
    await on.close();
  });

  // pulumi/pulumi#7809, #13983: what an update does not return is lost.
  it("keeps every property, under the same name, when it is created and when it is changed", async () => {
    const first = { ...bags.roster(crowd), retired: "kept as it is" };
    assert.deepEqual(await on.host.create(first), { id, properties: first });
    const second = bags.roster([...crowd, reader("new@x.com", "gbr")]);
    assert.deepEqual(await on.host.update(id, first, second), second);
    assert.deepEqual(on.world.writes(), {
      CreateGroup: 2,
      RegisterUser: crowd.length + 1,
      CreateGroupMembership: crowd.length + 1,
    });
  });

  // pulumi/pulumi#3550, #16175, #7534: nothing can be imported, so that what is there must be taken over.
  it("takes over who is there, and registers nobody again", async () => {
    for (const person of crowd.slice(1, 4)) await registerByHand(on.world, person);
    await registerByHand(on.world, { ...reader("p0@x.com"), role: "READER" });
    await on.world.resetCalls();
    await on.host.create(bags.roster(crowd.slice(0, 4)));
    assert.deepEqual(on.world.writes(), { CreateGroupMembership: 1 });
  });

  it("cannot be imported, and touches nothing when somebody tries", async () => {
    await on.world.resetCalls();
    await assert.rejects(on.host.read(id, {}));
    assert.deepEqual(on.world.simulator.calls(), {});
  });

  it("writes nothing where only the code in the state was old", async () => {
    const news = bags.roster(crowd);
    await on.host.create(news);
    await on.world.resetCalls();
    const olds = { ...news, __provider: `${String(news.__provider)}// of an earlier release` };
    assert.deepEqual(await on.host.update(id, olds, news), news);
    assert.deepEqual(on.world.writes(), {});
  });

  it("moves people to the groups of another prefix, and neither registers nor removes anybody", async () => {
    const olds = bags.roster(crowd);
    await on.host.create(olds);
    const AwsAccountId = scope.accountId;
    await on.world.client.send(
      new CreateGroupCommand({ AwsAccountId, Namespace: scope.namespace, GroupName: "qs-usa" }),
    );
    await on.world.resetCalls();
    const news = { ...olds, groupPrefix: "qs-" };
    const refusal = await messageOf(on.host.update(id, olds, news));
    assert.match(refusal, /8 memberships, and all that was shared with these groups, would stay/);
    const approving = await startDynamicHost({
      endpoint: on.world.simulator.url,
      environment: { [approve]: hashIn(refusal) },
    });
    await approving.configure({});
    assert.deepEqual(await approving.update(id, olds, news), news);
    await approving.close();
    assert.deepEqual(on.world.writes(), { CreateGroupMembership: crowd.length });
    assert.equal((await on.host.read(id, news)).inputs?.people, olds.people);
  });

  it("removes with the handlers of today who was registered with the code of an earlier release", async () => {
    const news = bags.roster([]);
    const olds = { ...news, __provider: `${String(news.__provider)}// of an earlier release` };
    await on.host.create(olds);
    await on.host.delete(id, olds);
  });

  it("asks before it removes everybody, and takes the approval of that plan", async () => {
    const all = bags.roster(crowd);
    await on.host.create(all);
    const refusal = await messageOf(on.host.delete(id, all));
    assert.match(
      refusal,
      /^the guard refuses this plan for people of namespace default; nothing was written/,
    );
    const approving = await startDynamicHost({
      endpoint: on.world.simulator.url,
      environment: { [approve]: hashIn(refusal) },
    });
    try {
      await approving.configure({});
      await on.world.resetCalls();
      await approving.delete(id, all);
      assert.deepEqual(on.world.writes(), { DeleteUser: crowd.length });
      await approving.delete(id, all);
    } finally {
      await approving.close();
    }
  });

  it("deletes without an error what somebody has deleted before: the people, or the namespace", async () => {
    const all = bags.roster(crowd.slice(0, 2));
    await on.host.create(all);
    for (const { email } of crowd.slice(0, 2)) await deleteByHand(on.world, email);
    await on.world.resetCalls();
    await on.host.delete(id, all);
    await on.host.delete("111122223333/gone", { ...all, namespaceArn: arnOf("gone") });
    assert.deepEqual(on.world.writes(), {});
  });

  it("shows the keys that it calls AWS with nowhere: not in the state, not in an error, not in what it prints", async () => {
    const { host } = on;
    const wanted = bags.roster(crowd);
    const told: unknown[] = [await host.create(wanted), await host.read(id, wanted)];
    told.push(await host.update(id, wanted, wanted), await messageOf(host.delete(id, wanted)));
    await on.world.setFaults({ operation: "ListUsers", every: 1, error: "AccessDenied" });
    told.push(await messageOf(host.read(id, wanted)), await messageOf(host.create(wanted)));
    await host.close();
    const text = JSON.stringify([told, host.printed()]);
    assert.match(text, /AccessDeniedException/);
    for (const key of Object.values(hostKeys)) assert.ok(!text.includes(key), key);
  });
});

// The host keeps a provider before it has been configured, and hands it to every call that comes meanwhile.
describe("the AWS profile of a stack", function () {
  this.timeout(60_000);
  const namespaces = ["default", "one", "two"];
  let world: SimulatedNamespace;
  let directory: string;
  before(async () => {
    world = await simulateNamespace();
    world.simulator.reset({ namespaceDelayMs: 0 });
    await createNamespaces(world, "one", "two");
    directory = await mkdtemp(join(tmpdir(), "profile-"));
    const profile =
      "[profile deployer]\naws_access_key_id = AKIADEPLOYER\naws_secret_access_key = x\n";
    await writeFile(join(directory, "config"), profile);
  });
  after(async () => {
    await world.close();
    await rm(directory, { recursive: true });
  });

  const createAll = async (settings: Record<string, string>) => {
    const { roster } = await makeBags();
    const host = await startDynamicHost({
      endpoint: world.simulator.url,
      environment: {
        AWS_CONFIG_FILE: join(directory, "config"),
        AWS_ACCESS_KEY_ID: undefined,
        AWS_SECRET_ACCESS_KEY: undefined,
      },
    });
    try {
      await host.configure(settings);
      // Somebody else in each: QuickSight has a federated identity in one namespace only.
      return await Promise.allSettled(
        namespaces.map((namespace) => {
          const bag = roster([reader(`${namespace}@x.com`)]);
          return host.create({ ...bag, namespaceArn: arnOf(namespace) });
        }),
      );
    } finally {
      await host.close();
    }
  };

  it("is known to every resource that is created at once, and not only to the first", async () => {
    const results = await createAll({ "aws:profile": "deployer", "aws:region": "eu-west-1" });
    assert.deepEqual(
      results.map(({ status }) => status),
      ["fulfilled", "fulfilled", "fulfilled"],
    );
    assert.equal(world.writes().RegisterUser, namespaces.length);
  });

  it("is missed by name where a stack has none and nobody is signed in", async () => {
    for (const result of await createAll({ "aws:region": "eu-west-1" })) {
      assert.ok(result.status === "rejected");
      assert.match(String(result.reason), /namespace\/\w+: CredentialsProviderError: /);
    }
  });
});

describe("a deployment of access through the host of dynamic providers", function () {
  this.timeout(60_000);

  it("keeps every property, takes over what is granted, and deletes what is gone already", async () => {
    const { access } = await makeBags();
    const on = await hosted(await simulateAssets());
    const place = "111122223333/default/eu-west-1";
    try {
      const [first, second] = [access(sampleAccess[0]), access(sampleAccess[0], sampleAccess[1])];
      assert.deepEqual(await on.host.create(first), { id: place, properties: first });
      await on.world.resetCalls();
      assert.deepEqual(await on.host.create({ ...first, retired: true }), {
        id: place,
        properties: { ...first, retired: true },
      });
      assert.deepEqual(on.world.writes(), {});
      assert.deepEqual(await on.host.update(place, first, second), second);
      assert.deepEqual(on.world.writes(), { UpdateDashboardPermissions: 1 });
      on.world.simulator.reset({ subscribed: false });
      await on.host.delete(place, second);
    } finally {
      await on.close();
    }
  });
});
