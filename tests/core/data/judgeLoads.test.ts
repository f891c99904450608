import assert from "node:assert/strict";
import type { Ingestion, IngestionStatus } from "@aws-sdk/client-quicksight";
import { countByHand } from "../../../core/assets/countByHand.ts";
import { judgeLoads } from "../../../core/data/judgeLoads.ts";

const load = (minute: number, IngestionStatus: IngestionStatus, more: Partial<Ingestion> = {}) => ({
  Arn: "arn",
  IngestionId: `at-${minute}`,
  CreatedTime: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  IngestionStatus,
  ...more,
});
const because = (Type: string, Message?: string) => ({
  ErrorInfo: { Type, ...(Message === undefined ? {} : { Message }) } as Ingestion["ErrorInfo"],
});
const rows = { displayName: "Revenue", loading: "rows" } as const;
const rules = { ...rows, loading: "rules" } as const;

describe("where the loads of a data set stand", () => {
  it("is where the newest stands, in whatever order they come", () => {
    const failed = load(1, "FAILED", because("QUERY_TIMEOUT"));
    const good = load(2, "COMPLETED");
    const done = { is: "done", text: "loaded", mark: "at-2" };
    assert.deepEqual(judgeLoads([good, failed], rows), done);
    assert.deepEqual(judgeLoads([failed, good], rows), done);
  });

  it("tells which change of the data set was loaded last, as loads by hand and by schedules are none", () => {
    const by = (RequestType: Ingestion["RequestType"]) => ({ RequestType });
    const created = load(1, "COMPLETED", by("INITIAL_INGESTION"));
    const edited = load(3, "FAILED", by("EDIT"));
    const nightly = load(4, "COMPLETED", by("FULL_REFRESH"));
    assert.equal(judgeLoads([nightly, edited, created], rows).change, "at-3");
    assert.equal(judgeLoads([nightly, created], rows).change, "at-1");
    assert.equal("change" in judgeLoads([nightly], rows), false);
  });

  it("tells of rules the newest load, whoever began it, as their file may be another's", () => {
    const by = (RequestType: Ingestion["RequestType"]) => ({ RequestType });
    const edited = load(3, "COMPLETED", by("EDIT"));
    const byHand = load(4, "COMPLETED", by("FULL_REFRESH"));
    assert.equal(judgeLoads([byHand, edited], rules).change, "at-4");
    assert.equal(judgeLoads([edited], rules).change, "at-3");
    assert.equal("change" in judgeLoads([], rules), false);
  });

  it("is in work, with the rows so far", () => {
    assert.deepEqual(judgeLoads([load(1, "QUEUED")], rows), {
      ...{ is: "running", text: "QUEUED", mark: "at-1" },
    });
    const RowInfo = { RowsIngested: 1200 };
    assert.equal(judgeLoads([load(1, "RUNNING", { RowInfo })], rows).text, "RUNNING, 1200 rows");
  });

  it("says of a failure type and message, the data set, and what people see meanwhile", () => {
    const failed = load(5, "FAILED", because("SQL_EXCEPTION", "no such table"));
    const first = judgeLoads([failed], rows);
    assert.equal(first.text, "FAILED SQL_EXCEPTION: no such table");
    assert.match(
      first.problem ?? "",
      /^the rows of data set Revenue were not loaded \(FAILED SQL_EXCEPTION: no such table\); it has no rows yet\./,
    );
    const later = judgeLoads([failed, load(3, "COMPLETED"), load(1, "COMPLETED")], rows);
    assert.match(later.problem ?? "", /people see the rows of 2026-01-01T00:03:00\.000Z/);
  });

  it("says of rules that the old ones are in force, or that there were none", () => {
    const failed = load(5, "FAILED", because("INTERNAL_SERVICE_ERROR"));
    assert.match(
      judgeLoads([failed, load(3, "COMPLETED")], rules).problem ?? "",
      /the rules about rows of data set Revenue were not loaded .*; the old rules are still in force, those of 2026-01-01T00:03/,
    );
    assert.match(judgeLoads([failed], rules).problem ?? "", /no rules have been loaded before/);
  });

  for (const type of ["INGESTION_SUPERSEDED", "INGESTION_CANCELED", "REFRESH_SUPPRESSED_BY_EDIT"]) {
    it(`expects another load after one that ended with ${type}`, () => {
      const { mayBeFollowed, is } = judgeLoads([load(1, "FAILED", because(type))], rows);
      assert.deepEqual([is, mayBeFollowed], ["wrong", true]);
    });
  }

  it("expects another one after one that was cancelled, and where none is listed yet, and no other", () => {
    assert.equal(judgeLoads([load(1, "CANCELLED")], rows).mayBeFollowed, true);
    assert.equal(judgeLoads([], rows).mayBeFollowed, true);
    const full = because("ACCOUNT_CAPACITY_LIMIT_EXCEEDED");
    assert.equal(judgeLoads([load(1, "FAILED", full)], rows).mayBeFollowed, false);
  });
});

describe("the loads by hand of a day", () => {
  it("are those that somebody asked for, not those of changes and schedules, nor older ones", () => {
    const asked = { RequestSource: "MANUAL", RequestType: "FULL_REFRESH" } as const;
    const now = Date.UTC(2026, 0, 2, 0, 30);
    const counted = [load(31, "FAILED", asked), load(59, "COMPLETED", asked)];
    const others = [
      load(29, "COMPLETED", asked),
      load(40, "COMPLETED", { ...asked, RequestType: "EDIT" }),
      load(41, "COMPLETED", { ...asked, RequestSource: "SCHEDULED" }),
    ];
    assert.equal(countByHand([...counted, ...others], now), 2);
  });
});
