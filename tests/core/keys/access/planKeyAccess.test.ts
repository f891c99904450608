import assert from "node:assert/strict";
import { formatAccessTag, owedRecords, settledHeld } from "../../../../core/keys/access/heldKey.ts";
import type {
  ActualKeyAccess,
  DesiredKeyAccess,
  HeldKey,
  Taken,
} from "../../../../core/keys/access/keyAccess.ts";
import { keyAccessSubject } from "../../../../core/keys/access/keyAccessSubject.ts";
import { planKeyAccess } from "../../../../core/keys/access/planKeyAccess.ts";
import { consider } from "../../../../core/reconcile/consider.ts";
import { emptyLedger, type Ledger } from "../../../../core/reconcile/lock/ledger.ts";

const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/main";
const ana = "arn:aws:sts::111122223333:assumed-role/ops/ana@oktank.com";
const deed = { at: "2026-03-01T09:00:00.000Z", by: ana, reason: "leak of the export" };
const done: Taken = { ...deed, done: true };
const begun: Taken = { ...deed, done: false };

const desiredOf = (more: Partial<DesiredKeyAccess>): DesiredKeyAccess => ({
  ...{ accountId: "111122223333", region: "eu-west-1", keyArn, access: "revoked" },
  ...{ method: "disable", reason: "a drill", by: ana },
  ...more,
});
const open: ActualKeyAccess = { state: "Enabled", deny: "absent", tag: undefined };
/** The plan of a key of which something is held; its tag says so unless it is given. */
const plan = (
  desired: Partial<DesiredKeyAccess>,
  actual: Partial<ActualKeyAccess>,
  held?: Partial<HeldKey>,
) => {
  const entry = held === undefined ? undefined : { pending: [], ...held };
  const tag = entry === undefined ? undefined : formatAccessTag(entry);
  const journal = entry === undefined ? {} : { [keyArn]: entry };
  const { steps, notices, settled } = planKeyAccess(
    desiredOf(desired),
    { ...open, tag, ...actual },
    JSON.parse(JSON.stringify(journal)) as object as Record<string, unknown>,
  );
  return { steps: steps.map(({ kind }) => kind), notices: notices.join("\n"), settled };
};

describe("revoking a key", () => {
  it("takes it by one method and writes that down", () => {
    assert.deepEqual(plan({}, {}).steps, ["disable", "record"]);
    assert.deepEqual(plan({ method: "deny" }, {}).steps, ["deny", "record"]);
  });

  it("is nothing where it is revoked so, and says by whom", () => {
    const { steps, notices } = plan({}, { state: "Disabled" }, { disable: done });
    assert.deepEqual(steps, []);
    assert.match(notices, /revoked by disable, 2026-03-01T09:00:00\.000Z, by arn.*ana.*: leak of/);
    const denied = plan({ method: "deny" }, { deny: "whole" }, { deny: done });
    assert.deepEqual(denied.steps, []);
  });

  it("adds the other method where it is revoked by one", () => {
    assert.deepEqual(plan({ method: "deny" }, { state: "Disabled" }, { disable: done }).steps, [
      "deny",
      "record",
    ]);
    assert.deepEqual(plan({}, { deny: "whole" }, { deny: done }).steps, ["disable", "record"]);
  });

  it("leaves a key that somebody else disabled as theirs, and says so", () => {
    const { steps, notices } = plan({}, { state: "Disabled" });
    assert.deepEqual(steps, []);
    assert.match(notices, /is Disabled already, and not by this program: .*will not enable it/);
  });

  it("takes it again, and says so, where somebody enabled it or replaced its policy meanwhile", () => {
    const enabled = plan({}, { state: "Enabled" }, { disable: done });
    assert.deepEqual(enabled.steps, ["disable", "record"]);
    assert.match(enabled.notices, /was revoked by disable, .*; since then somebody enabled it/);
    const replaced = plan({ method: "deny" }, { deny: "absent" }, { deny: done });
    assert.deepEqual(replaced.steps, ["deny", "record"]);
    assert.match(
      replaced.notices,
      /since then somebody replaced its policy without our statements/,
    );
    assert.deepEqual(plan({ method: "deny" }, { deny: "changed" }, { deny: done }).steps, [
      ...["deny", "record"],
    ]);
  });

  it("finishes what a killed run began, and accuses nobody of it", () => {
    const pending = [{ ...deed, access: "revoked" as const, method: "disable" as const }];
    const before = plan({}, { state: "Enabled" }, { disable: begun, pending });
    assert.deepEqual([before.steps, before.notices], [["disable", "record"], ""]);
    assert.deepEqual(plan({}, { state: "Disabled" }, { disable: begun, pending }).steps, [
      "record",
    ]);
  });

  it("tags a key again whose tag somebody took away", () => {
    const held = { disable: done };
    assert.deepEqual(plan({}, { state: "Disabled", tag: undefined }, held).steps, ["record"]);
  });
});

describe("restoring a key", () => {
  const restore = (actual: Partial<ActualKeyAccess>, held?: Partial<HeldKey>) =>
    plan({ access: "granted" }, actual, held);

  it("gives back what was taken, by both methods where it was both", () => {
    assert.deepEqual(restore({ state: "Disabled" }, { disable: done }).steps, ["enable", "record"]);
    assert.deepEqual(restore({ deny: "whole" }, { deny: done }).steps, ["allow", "record"]);
    assert.deepEqual(
      restore({ state: "Disabled", deny: "whole" }, { disable: done, deny: done }).steps,
      ["allow", "enable", "record"],
    );
  });

  it("enables no key that somebody else disabled, and says who may", () => {
    const { steps, notices } = restore({ state: "Disabled", deny: "whole" }, { deny: done });
    assert.deepEqual(steps, ["allow", "record"]);
    assert.match(notices, /stays so.*aws kms enable-key --key-id main/);
    assert.deepEqual(restore({ state: "Disabled" }).steps, []);
  });

  it("goes by the key's tag where no journal is", () => {
    const tag = formatAccessTag({ disable: done, pending: [] });
    assert.deepEqual(restore({ state: "Disabled", tag }).steps, ["enable", "record"]);
  });

  it("leaves a tag that is none of ours, and says so, until ours takes its place", () => {
    const tag = "revoked, ask Bob";
    const closed = restore({ state: "Disabled", tag });
    assert.deepEqual(closed.steps, []);
    assert.match(
      closed.notices,
      /its tag quicksight-governance:access .*"revoked, ask Bob".*untag/,
    );
    assert.deepEqual(restore({ deny: "whole", tag }).steps, ["allow", "record"]);
    assert.deepEqual(plan({}, { state: "Disabled", tag }).steps, []);
    assert.deepEqual(plan({}, { tag }).steps, ["disable", "record"]);
    assert.deepEqual(plan({}, { state: "Disabled", tag }, { disable: done }).steps, ["record"]);
  });

  it("takes out statements of ours that nothing else tells of", () => {
    const { steps, notices } = restore({ deny: "whole" });
    assert.deepEqual(steps, ["allow", "record"]);
    assert.match(notices, /nothing here says who put them there/);
  });

  it("takes what is left of our statements out, and knows until then that they are there", () => {
    const changed = restore({ deny: "changed" }, { deny: done });
    assert.deepEqual(changed.steps, ["allow", "record"]);
    assert.match(changed.notices, /was revoked by deny, .*; since then somebody changed our stat/);
    const pending = [{ ...deed, access: "granted" as const, method: "deny" as const }];
    const held = { deny: done, pending };
    const actual = { ...open, deny: "changed" as const };
    assert.deepEqual(owedRecords(held, actual), [], "it is not restored yet");
    assert.deepEqual(settledHeld(held, actual).deny, done, "nor forgotten");
  });

  it("says that somebody enabled it by hand, and forgets it", () => {
    const { steps, notices } = restore({}, { disable: done });
    assert.deepEqual(steps, ["record"], "the tag goes");
    assert.match(notices, /since then somebody enabled it by hand/);
    assert.deepEqual(restore({ tag: undefined }, { disable: done }).settled, [keyArn]);
  });

  it("is nothing where nothing was revoked", () => {
    assert.deepEqual(restore({}), { steps: [], notices: "", settled: undefined });
  });

  it("finishes what a killed run began, and accuses nobody of it", () => {
    const pending = [{ ...deed, access: "granted" as const, method: "disable" as const }];
    assert.deepEqual(restore({}, { disable: done, pending }), {
      ...{ steps: ["record"], notices: "", settled: undefined },
    });
    const before = restore({ state: "Disabled" }, { disable: done, pending });
    assert.deepEqual(before.steps, ["enable", "record"]);
  });
});

describe("the guard of a key", () => {
  const judge = (
    more: Partial<DesiredKeyAccess>,
    { actual = open, approvals = [], ledger = emptyLedger }: Partial<Asked> = {},
  ) => {
    const desired = desiredOf(more);
    const subject = keyAccessSubject({ kms: undefined as never, access: { region: "eu-west-1" } });
    const made = planKeyAccess(desired, actual, ledger.journal["key-access"] ?? {});
    const situation = { desired, actual, plan: made };
    return consider(subject, situation, ledger, { approvals, isShown: undefined }).verdict;
  };
  interface Asked {
    readonly actual: ActualKeyAccess;
    readonly approvals: string[];
    readonly ledger: Ledger;
  }
  const denied: ActualKeyAccess = { ...open, deny: "whole" };

  it("always asks, for revoking and for restoring, and says what would happen", () => {
    const { refusal = "" } = judge({});
    assert.match(refusal, /would be disabled: within 15 minutes nobody opens .*; the limit is 0/);
    assert.match(judge({ method: "deny" }).refusal ?? "", /denied to QuickSight by its policy/);
    const restore = judge({ access: "granted" }, { actual: denied });
    assert.match(restore.refusal ?? "", /would be allowed to QuickSight again/);
    assert.equal(judge({ access: "granted" }).refusal, undefined, "nothing to do");
  });

  it("takes the hash of this key, access and method, whatever the reason and whoever asks", () => {
    const { hash } = judge({});
    const approvals = [hash];
    assert.equal(judge({ reason: "another", by: "x" }, { approvals }).refusal, undefined);
    assert.notEqual(judge({ method: "deny" }, { approvals }).refusal, undefined);
    const other = { keyArn: `${keyArn}-2` };
    assert.notEqual(judge(other, { approvals }).refusal, undefined);
    assert.notEqual(judge({ access: "granted" }, { approvals, actual: denied }).refusal, undefined);
  });
});
