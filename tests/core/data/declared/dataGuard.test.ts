import assert from "node:assert/strict";
import { dataGuard } from "../../../../core/data/declared/dataGuard.ts";
import type { ActualData, DeclaredAsset } from "../../../../core/data/declared/declaredAsset.ts";
import { planTakings } from "../../../../core/data/declared/planTakings.ts";
import { consider } from "../../../../core/reconcile/consider.ts";
import { defaultGuard } from "../../../../core/settings/guardSettings.ts";

function asset(
  kind: DeclaredAsset["kind"],
  id: string,
  more: Partial<DeclaredAsset> = {},
): DeclaredAsset {
  const resource = kind === "data-set" ? "dataset" : "datasource";
  const arn = `arn:aws:quicksight:eu-west-1:111122223333:${resource}/${id}`;
  return { kind, id, name: id.toUpperCase(), arn, owners: [], users: [], ...more };
}

const all = { subject: "all", values: {} };
const hidden = (...columns: string[]) => new Map(columns.map((column) => [column, ["hr"]]));
const guarded = { rows: [all], columns: hidden("name", "salary") };
const dashboard = { kind: "dashboard", id: "d1", name: "Sales" };

describe("data that a run would take away, or open", () => {
  const judge = (
    assets: DeclaredAsset[],
    desired: DeclaredAsset[],
    { uses = new Map(), unreadable = [] }: Partial<ActualData> = {},
    approvals: string[] = [],
  ) => {
    const wanted = {
      ...{ accountId: "111122223333", namespace: "default", assets: desired },
      ...{ naming: { groupPrefix: "q-" }, people: [], guard: defaultGuard },
    };
    const actual = { assets, uses, unreadable };
    const plan = planTakings(wanted, actual);
    return consider(dataGuard, { desired: wanted, actual, plan }, undefined, { approvals }).verdict;
  };
  const rulesOf = (...args: Parameters<typeof judge>) =>
    judge(...args).findings.map(({ rule, subject, count }) => [rule, subject, count]);

  it("is nothing where all stays, comes, or gets narrower", () => {
    const open = asset("data-set", "revenue");
    const source = asset("data-source", "files");
    assert.deepEqual(rulesOf([open], [open, source]), []);
    assert.deepEqual(rulesOf([open], [{ ...open, protection: guarded }]), []);
    const kept = { ...open, protection: guarded };
    assert.deepEqual(rulesOf([kept], [kept]), []);
    const narrower = { rows: [], columns: hidden("name", "salary", "city") };
    assert.deepEqual(rulesOf([kept], [{ ...open, protection: narrower }]), []);
  });

  it("may go unused, and is named with everybody's assets that use it otherwise", () => {
    const [set, source] = [asset("data-set", "revenue"), asset("data-source", "files")];
    assert.deepEqual(rulesOf([set, source], []), []);
    const uses = new Map([[set.arn, [dashboard, { ...dashboard, id: "d2", name: "Costs" }]]]);
    assert.deepEqual(rulesOf([set, source], [], { uses }), [
      ["data-in-use", 'data-set "REVENUE" (revenue)', 2],
    ]);
    const { refusal = "", hash } = judge([set, source], [], { uses });
    assert.match(refusal, /2 assets use it \(dashboard "Sales" \(d1\); dashboard "Costs" \(d2\)\)/);
    assert.match(refusal, /keep its key in the settings and change its name/);
    assert.equal(judge([set, source], [], { uses }, [hash]).refusal, undefined);
    const another = new Map([[set.arn, [dashboard]]]);
    assert.notEqual(judge([set, source], [], { uses: another }, [hash]).refusal, undefined);
  });

  it("is asked about where it cannot be found out what uses it", () => {
    const set = asset("data-set", "revenue");
    const unreadable = [{ asset: dashboard, reason: "AccessDeniedException" }];
    assert.deepEqual(rulesOf([set], [], { unreadable }), [["uses-unknown", "data", 1]]);
    assert.deepEqual(rulesOf([set], [set], { unreadable }), []);
  });

  it("is opened by rules that are taken off, or name no values, by columns in no rule, and by owners", () => {
    const had = asset("data-set", "revenue", { protection: guarded, owners: ["admin"] });
    const name = 'data-set "REVENUE" (revenue)';
    const { protection: _, ...open } = had;
    assert.deepEqual(rulesOf([had], [open]), [
      ["rows-opened", name, 1],
      ["columns-opened", name, 2],
    ]);
    const usa = { ...guarded, rows: [{ ...all, subject: "usa" }, all] };
    assert.deepEqual(rulesOf([had], [{ ...had, protection: usa }]), [["rows-opened", name, 1]]);
    const fewer = { ...guarded, columns: hidden("name") };
    assert.match(
      judge([had], [{ ...had, protection: fewer }]).refusal ?? "",
      /everybody who may use it would see salary; the limit is 0 \(columnRules, labels\) \[columns-opened\]/,
    );
    assert.match(
      judge([had], [{ ...had, owners: ["admin", "dev"] }]).refusal ?? "",
      /group dev would own it, and so see all rows and columns; .* \[owners-past-rules\]/,
    );
  });

  it("does not mind who owns an open set", () => {
    const open = asset("data-set", "revenue");
    assert.deepEqual(rulesOf([open], [{ ...open, owners: ["dev"] }]), []);
  });
});
