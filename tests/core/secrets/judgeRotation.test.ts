import assert from "node:assert/strict";
import { judgeRotation, type RotationFacts } from "../../../core/secrets/judgeRotation.ts";

const now = new Date("2026-03-10T12:00:00Z");
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
const right: RotationFacts = {
  ...{ isRotated: true, nextAt: at(100), changedAt: at(-100) },
  versions: new Map([["a", ["AWSCURRENT", "AWSPENDING"]]]),
};
const began = { versions: new Map([...right.versions, ["b", ["AWSPENDING"]]]) };

describe("the rotation of a secret", () => {
  const judge = (facts: Partial<RotationFacts> = {}) => judgeRotation({ ...right, ...facts }, now);

  it("is right where the last one ended and the next one lies ahead", () => {
    assert.equal(judge(), undefined);
    assert.equal(judge({ ...began, changedAt: at(-0.5) }), undefined, "it is under way");
    assert.equal(judge({ nextAt: at(-5) }), undefined, "its window is a day long");
    assert.equal(judge({ ...began, isRotated: false }), undefined);
  });

  it("needs somebody where one did not end, or never began", () => {
    assert.match(judge(began) ?? "", /began at 2026-03-06T08:00:00.000Z and did not end/);
    assert.match(judge({ nextAt: at(-30) }) ?? "", /was to be rotated until 2026-03-09.*was not/);
  });
});
