import assert from "node:assert/strict";
import { awaitProof, type Proving } from "../../../../core/keys/access/awaitProof.ts";
import type { Opening } from "../../../../core/keys/access/dashboardProbe.ts";

const since = new Date("2026-11-29T10:00:00.000Z");
const failed: Opening = { is: "failed", why: "EXPORT_FAILED" };
const opened: Opening = { is: "opened" };
const named = (name: string, message = "no") => Object.assign(new Error(message), { name });

/** Looks every millisecond for a moment; each dashboard gives what is listed, the last of it for ever. */
function prove(openings: Readonly<Record<string, readonly Opening[]>>, more: Partial<Proving>) {
  return awaitProof({
    ...{ access: "revoked", since, limitMs: 1500, pauseMs: 1, signal: AbortSignal.timeout(5000) },
    readUses: () => Promise.resolve([]),
    dashboards: Object.keys(openings).map((id) => ({ kind: "dashboard", id, name: id })),
    probe: ({ id }) => {
      const rest = [...(openings[id] ?? [])];
      return {
        look: () => Promise.resolve((rest.length > 1 ? rest.shift() : rest[0]) ?? failed),
      };
    },
    say: () => undefined,
    ...more,
  });
}

describe("looking for the proof that a key is closed, or open", () => {
  const uses = [{ time: "2026-11-29T10:01:00Z", error: "DisabledException", of: "arn:x" }];

  it("goes on with the events when a look-up is throttled, and says so at the end where it always was", async () => {
    let looks = 0;
    const readUses = () => {
      looks += 1;
      return looks === 1 ? Promise.reject(named("ThrottlingException")) : Promise.resolve(uses);
    };
    const proof = await prove({ sales: [failed] }, { readUses });
    assert.equal(proof.isProved, true, proof.why);
    const always = () => Promise.reject(named("ThrottlingException", "Rate exceeded"));
    const { unasked } = await prove({ sales: [failed] }, { readUses: always });
    assert.match(unasked.join(), /cannot be read \(ThrottlingException: Rate exceeded\)/);
    assert.doesNotMatch(unasked.join(), /allow/);
  });

  it("asks no more where it may not look up events, and names the right", async () => {
    let looks = 0;
    const readUses = () => {
      looks += 1;
      return Promise.reject(named("AccessDeniedException"));
    };
    const { unasked } = await prove({ sales: [failed] }, { readUses });
    assert.equal(looks, 1);
    assert.match(unasked.join(), /allow cloudtrail:LookupEvents/);
  });

  it("opens another dashboard where one does not open for a reason of its own", async () => {
    const proof = await prove({ own: [failed], sales: [failed, opened] }, { access: "granted" });
    assert.equal(proof.isProved, true, proof.why);
    assert.match(proof.why, /"sales" \(sales\) opens/);
  });

  it("does not take one dashboard that never opened for another that did", async () => {
    const gone: Opening = { is: "impossible", why: "it is gone" };
    const proof = await prove({ sales: [opened, gone], own: [failed] }, {});
    assert.equal(proof.isProved, false, proof.why);
  });
});
