import assert from "node:assert/strict";
import { describeOutcome } from "../../../core/reconcile/describeOutcome.ts";
import type { Outcome } from "../../../core/reconcile/run.ts";
import { shelfWith, type ShelfStep } from "./shelf.ts";

const { subject } = shelfWith();
const step = (name: string): ShelfStep => ({ kind: "drop", name, from: 1, reason: "line 3" });
const steps = (count: number) => Array.from({ length: count }, (_, index) => step(`thing${index}`));
const verdict = {
  ...{ hash: "", findings: [], refusals: [] },
  plan: { steps: [], notices: [], unchanged: 0 },
};
const say = (outcome: Partial<Outcome<ShelfStep>>) =>
  describeOutcome(subject, "default", {
    verdict,
    done: [],
    failed: [],
    declined: [],
    left: [],
    throttled: 0,
    ...outcome,
  });

describe("what a person reads about a run", () => {
  it("is nothing when all was done", () => {
    assert.equal(say({ done: steps(3) }), "");
  });

  it("is each failure with its step and both reasons, and that the next run goes on", () => {
    assert.equal(
      say({ done: steps(2), failed: [{ step: step("cup"), reason: "stuck" }] }),
      [
        "1 of 3 steps failed for shelf of namespace default; 2 are done, and the next run goes on from there:",
        "  - 1 cup (line 3): stuck",
      ].join("\n"),
    );
  });

  it("is that the rest may have to be approved anew where an approval allowed the plan", () => {
    const approved = { verdict: { ...verdict, approval: "5f0c1d9a7b3e" } };
    const failed = [{ step: step("cup"), reason: "stuck" }];
    const said = /the next run goes on from there; the approval is used up, so it may ask again:/;
    assert.match(say({ ...approved, failed }), said);
    const stopped = "the run was stopped by SIGTERM";
    assert.match(
      say({ ...approved, left: [step("cup")], stopped }),
      /used up, so it may ask again/,
    );
  });

  it("is what was not begun, and how to finish it, when the run was stopped", () => {
    assert.equal(
      say({ done: steps(1), left: [step("cup")], stopped: "the run was stopped by SIGTERM" }),
      [
        "the run was stopped by SIGTERM: 1 of 2 steps for shelf of namespace default are done, 1 were not begun; run it again to finish",
        "  - 1 cup (line 3): not begun",
      ].join("\n"),
    );
  });

  it("is both when steps failed before the run was stopped", () => {
    const failed = [{ step: step("jug"), reason: "stuck" }];
    const text = say({ failed, left: [step("cup")], stopped: "the run was stopped by SIGINT" });
    assert.match(text, /^1 of 2 steps failed[^]*- 1 jug[^]*the run was stopped[^]*- 1 cup/);
  });

  it("is fifty of many failures, and how many more there are", () => {
    const failed = steps(120).map((one) => ({ step: one, reason: "stuck" }));
    const lines = say({ failed }).split("\n");
    assert.equal(lines.length, 52);
    assert.equal(lines.at(-1), "  … and 70 more");
  });
});
