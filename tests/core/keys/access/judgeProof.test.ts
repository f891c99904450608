import assert from "node:assert/strict";
import { judgeProof, type Seen } from "../../../../core/keys/access/judgeProof.ts";

const minute = 60_000;
const passed = (time: string) => ({
  time: `2026-03-01T09:${time}Z`,
  error: undefined,
  of: "arn:x",
});
const refused = (time: string) => ({ ...passed(time), error: "DisabledException" });
const [opened, failed] = [undefined, "EXPORT_FAILED"].map((failure) => ({
  dashboard: 'dashboard "Sales" (sales)',
  failure,
})) as [Seen["openings"][number], Seen["openings"][number]];

describe("that QuickSight refuses", () => {
  const judge = (seen: Partial<Seen>, minutes = 3) =>
    judgeProof("revoked", { uses: [], openings: [], ...seen }, minutes * minute);
  const rows: [string, Partial<Seen>, number, boolean, RegExp][] = [
    ["nothing seen", {}, 20, false, /nobody was seen to open anything/],
    [
      "a dashboard that opens, whatever KMS says",
      { openings: [opened], uses: [refused("01:00")] },
      20,
      false,
      /still opens/,
    ],
    [
      "one that opened and does not any more",
      { openings: [opened, failed] },
      3,
      true,
      /does not open any more/,
    ],
    ["one that never opened here", { openings: [failed] }, 20, false, /nothing says yet/],
    [
      "one that does not open while KMS refuses",
      { openings: [failed], uses: [refused("01:00")] },
      3,
      true,
      /and KMS refuses/,
    ],
    ["one that opens again", { openings: [opened, failed, opened] }, 3, false, /still opens/],
    [
      "KMS that refuses, before 15 minutes",
      { uses: [refused("01:00")] },
      14.9,
      false,
      /may go on for up to 15/,
    ],
    [
      "KMS that refuses, after 15 minutes",
      { uses: [passed("00:01"), refused("01:00")] },
      15,
      true,
      /the 15 minutes are over/,
    ],
    [
      "KMS that lets it pass after it refused",
      { uses: [refused("01:00"), passed("02:00")] },
      20,
      false,
      /KMS let QuickSight use/,
    ],
  ];
  for (const [what, seen, minutes, isProved, why] of rows) {
    it(`is ${isProved ? "" : "not "}proved by ${what}`, () => {
      const judgement = judge(seen, minutes);
      assert.equal(judgement.isProved, isProved);
      assert.match(judgement.why, why);
    });
  }
});

describe("that QuickSight opens again", () => {
  const judge = (seen: Partial<Seen>) =>
    judgeProof("granted", { uses: [], openings: [], ...seen }, minute);

  it("is proved by a dashboard that opens, and by a use that KMS let pass", () => {
    assert.deepEqual(judge({ openings: [failed, opened] }).isProved, true);
    assert.deepEqual(judge({ uses: [refused("01:00"), passed("02:00")] }).isProved, true);
  });

  it("is not by nothing, a dashboard that fails, or a refusal", () => {
    assert.equal(judge({}).isProved, false);
    assert.match(judge({ openings: [failed] }).why, /does not open yet/);
    assert.match(judge({ uses: [passed("01:00"), refused("02:00")] }).why, /refused QuickSight/);
  });
});
