import assert from "node:assert/strict";
import { withDeny } from "../../core/keys/access/denyStatements.ts";
import { approvalVariable } from "../../core/reconcile/approval.ts";
import {
  checkKeyAccess,
  createKeyAccess,
  diffKeyAccess,
  type KeyAccessState,
  readKeyAccessState,
} from "../../providers/keyAccessHandlers.ts";
import { PartialFailure } from "../../providers/partialFailure.ts";
import { hearSaid } from "../support/hearSaid.ts";
import { type KeyServer, openKey, type ServedKey, startKeyServer } from "../support/keyServer.ts";
import { keepEnvironment } from "../support/keepEnvironment.ts";

const region = "eu-west-1";
const keyArn = `arn:aws:kms:${region}:111122223333:key/main`;
const tagKey = "quicksight-governance:access";

/** The resource as the engine calls it: in each `pulumi up` a refresh, a check, a diff, and an update where that finds something. */
describe("access to a key by its setting", () => {
  let server: KeyServer;
  let key: ServedKey;
  const said = hearSaid();
  keepEnvironment();
  beforeEach(async () => {
    server = await startKeyServer();
    Object.assign(process.env, server.environment);
    key = openKey();
    server.keys.set(keyArn, key);
  });
  afterEach(() => {
    server.close();
  });

  const stateOf = (more: Partial<KeyAccessState> = {}): KeyAccessState => ({
    ...{ accountId: "111122223333", region, keyArn, access: "revoked", method: "disable" },
    ...{ reason: "a drill", lockBucket: "governance", pending: "" },
    ...more,
  });
  /** A `pulumi up` that is approved where it asks; what it left in the state, and what failed. */
  const up = async (news: KeyAccessState, olds?: KeyAccessState) => {
    const read =
      olds === undefined
        ? undefined
        : (await readKeyAccessState(keyArn, olds, { environment: {} })).props;
    const { failures = [] } = await checkKeyAccess(read ?? {}, news, { environment: {} });
    const hash = new RegExp(`${approvalVariable}=(\\w+)`).exec(failures[0]?.reason ?? "")?.[1];
    const context = { environment: hash === undefined ? {} : { [approvalVariable]: hash } };
    const asked = hash !== undefined;
    assert.equal((await checkKeyAccess(read ?? {}, news, context)).failures, undefined);
    if (read !== undefined && !diffKeyAccess(read, news).changes) {
      return { state: read, asked, updated: false, problem: "" };
    }
    try {
      const { outs } = await createKeyAccess(news, context);
      return { state: outs, asked, updated: true, problem: "" };
    } catch (error) {
      if (!(error instanceof PartialFailure)) throw error;
      const state = error.properties as KeyAccessState;
      return { state, asked, updated: true, problem: error.message };
    }
  };
  const nothing = { asked: false, updated: false, problem: "" };
  /** Nothing is left to do, and nobody is asked. */
  const rest = async (news: KeyAccessState, olds: KeyAccessState) => {
    const { state, ...others } = await up(news, olds);
    assert.deepEqual(others, nothing);
    return state;
  };

  for (const method of ["disable", "deny"] as const) {
    it(`is revoked by ${method} and restored, each once`, async () => {
      const before = structuredClone({ state: key.state, policy: key.policy });
      const revoked = stateOf({ method });
      const first = await up(revoked);
      assert.deepEqual([first.asked, first.problem], [true, ""]);
      assert.match(
        key.tags.get(tagKey) ?? "",
        new RegExp(`^revoked by ${method} .*ana - a drill$`),
      );
      assert.equal([...server.objects.keys()].filter((name) => name.startsWith("keys/")).length, 1);
      const granted = stateOf({ method, access: "granted" });
      const second = await up(granted, await rest(revoked, first.state));
      assert.deepEqual([second.asked, second.problem], [true, ""]);
      assert.deepEqual({ state: key.state, policy: key.policy }, before);
      assert.equal(key.tags.size, 0);
      await rest(granted, second.state);
    });
  }

  it("that is to be granted, of a key that somebody else disabled, fails, and says who may open it", async () => {
    const granted = stateOf({ access: "granted" });
    const { state } = await up(granted);
    key.state = "Disabled";
    said.length = 0;
    for (const olds of [undefined, state]) {
      const { problem, state: left } = await up(granted, olds);
      assert.match(
        problem,
        /is Disabled, and not by this program: .*aws kms enable-key --key-id main/,
      );
      const again = await up(granted, left);
      assert.equal(again.problem, problem, "until it is so");
    }
    assert.doesNotMatch(said.join("\n"), /access is granted/);
    key.state = "Enabled";
    const { problem, state: open } = await up(granted, state);
    assert.equal(problem, "");
    await rest(granted, open);
  });

  const changed = () => key.policy.replace('"kms:Encrypt",', "");
  for (const access of ["granted", "revoked"] as const) {
    it(`is ${access} as approved where somebody changed our statements in the policy`, async () => {
      const wanted = stateOf({ method: "deny", access });
      const { state } = await up(wanted);
      key.policy = withDeny(openKey().policy, region);
      key.policy = changed();
      const { asked, updated, problem, state: done } = await up(wanted, state);
      assert.deepEqual([asked, updated, problem], [true, true, ""]);
      await rest(wanted, done);
    });
  }

  it("is revoked by its own method as approved where somebody closed the key in another way", async () => {
    const wanted = stateOf({ method: "deny" });
    const { state } = await up(wanted);
    key.policy = openKey().policy;
    key.state = "Disabled";
    const { asked, updated, problem, state: done } = await up(wanted, state);
    assert.deepEqual([asked, updated, problem], [true, true, ""]);
    assert.match(key.policy, /QuickSightGovernanceRevoked/);
    await rest(wanted, done);
  });

  it("tags a key again whose tag somebody took away", async () => {
    const wanted = stateOf();
    const { state } = await up(wanted);
    const tag = key.tags.get(tagKey);
    key.tags.clear();
    const { asked, problem, state: done } = await up(wanted, state);
    assert.deepEqual([asked, problem], [false, ""]);
    assert.equal(key.tags.get(tagKey), tag);
    await rest(wanted, done);
  });

  it("stays as the state has it where a refresh may not look", async () => {
    const { state } = await up(stateOf());
    server.refuse = () => "AccessDeniedException";
    const { props } = await readKeyAccessState(keyArn, state, { environment: {} });
    assert.deepEqual(props, state);
    assert.match(said.join("\n"), /AccessDeniedException/);
  });

  it("of a state of before, which has no field for what is left, is no difference", () => {
    const { pending: _, ...former } = stateOf();
    assert.equal(diffKeyAccess(former, stateOf()).changes, false);
  });
});
