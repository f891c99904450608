import assert from "node:assert/strict";
import { LockBusy } from "../../../../core/reconcile/lock/lockBusy.ts";
import { LockLost } from "../../../../core/reconcile/lock/lockLost.ts";

describe("what a message says is locked", () => {
  const place = { bucket: "governance", region: "eu-west-1" };
  const messages = (namespace: string) => [
    new LockBusy({ ...place, namespace }, undefined, 45_000).message,
    new LockLost({ ...place, namespace }, "the thief took it").message,
  ];

  it("is a namespace, or the account's keys where no namespace is meant", () => {
    const [busy = "", lost = ""] = messages("default");
    assert.match(busy, /^namespace default is locked/);
    assert.match(lost, /^the lock on namespace default was lost/);
    for (const message of messages("@account")) {
      assert.match(message, /the account's keys (is locked|was lost)/);
      assert.doesNotMatch(message, /namespace/);
    }
  });
});
