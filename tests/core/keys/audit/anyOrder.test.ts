import assert from "node:assert/strict";
import fc from "fast-check";
import { encryptionRows } from "../../../../core/keys/audit/encryptionRows.ts";
import { addRecord, mergeAudit, newAudit } from "../../../../core/keys/audit/keyAudit.ts";
import { dataSetArn, event, keyArn, retirementById, scope } from "./events.ts";

type Event = Record<string, unknown>;

const ids = ["orders", "costs", "people"];
const listed = ids.map((id) => ({ arn: dataSetArn(id), id, name: id, isInSpice: true }));
const defaultKey = keyArn("a");

function join(parts: readonly (readonly unknown[])[]) {
  const whole = newAudit();
  for (const part of parts) {
    const audit = newAudit();
    for (const record of part) addRecord(audit, record, scope);
    // What crosses threads is a copy.
    mergeAudit(whole, structuredClone(audit));
  }
  return encryptionRows(whole, listed, defaultKey);
}

/** The straightforward way: all events at hand, each once, looked through again for every question. */
function joinPlainly(records: readonly Event[]) {
  const events = [...new Map(records.map((each) => [each["eventID"], each])).values()] as {
    readonly eventName: string;
    readonly eventTime: string;
    readonly eventID: string;
    readonly requestParameters: {
      readonly keyId?: string;
      readonly constraints?: { readonly encryptionContextSubset: Record<string, string> };
    } | null;
    readonly responseElements?: { readonly grantId: string };
    readonly additionalEventData?: { readonly grantId: string };
  }[];
  const placed = (each: (typeof events)[number]) => `${each.eventTime} ${each.eventID}`;
  const inOrder = events.sort((x, y) => (placed(x) < placed(y) ? -1 : 1));
  return listed.map(({ arn, id }) => {
    const own = inOrder.filter(
      ({ requestParameters: request }) =>
        request?.constraints?.encryptionContextSubset["aws:quicksight:arn"] === arn,
    );
    const last = (...names: string[]) =>
      own.filter((each) => names.includes(each.eventName)).at(-1);
    const created = last("CreateGrant");
    const base = created ?? last("GenerateDataKey", "Decrypt");
    const grant = created?.responseElements?.grantId;
    const retirements = inOrder.filter((each) => {
      if (each.eventName !== "RetireGrant") return false;
      if (each.requestParameters === null) {
        return grant !== undefined && each.additionalEventData?.grantId === grant;
      }
      if (!own.includes(each)) return false;
      const named = each.responseElements?.grantId;
      // An older retirement of this very grant cannot be.
      if (named !== undefined && grant !== undefined) {
        return named === grant && each.eventTime >= (created?.eventTime ?? "");
      }
      const { keyId } = each.requestParameters;
      if (base === undefined) return true;
      if (keyId !== undefined && keyId !== base.requestParameters?.keyId) return false;
      return each.eventTime > base.eventTime;
    });
    const retired = retirements.at(-1)?.eventTime;
    return {
      id,
      key: retired === undefined ? base?.requestParameters?.keyId : undefined,
      since: retired === undefined ? created?.eventTime : undefined,
      retired,
      lastDataKey: last("GenerateDataKey")?.eventTime,
      lastDecrypt: last("Decrypt")?.eventTime,
    };
  });
}

const twoDigits = (most: number) =>
  fc.integer({ min: 0, max: most }).map((number) => String(number).padStart(2, "0"));
const times = fc.tuple(twoDigits(3), twoDigits(1)).map(([hour, minute]) => `${hour}:${minute}:00`);
const keys = fc.constantFrom(keyArn("a"), keyArn("b"));

/** Events of the three data sets. Every grant has an id of its own, as in KMS, that retirements may name. */
const events: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom("CreateGrant", "RetireGrant", "ById", "GenerateDataKey", "Decrypt"),
      at: times,
      dataSet: fc.constantFrom(...ids).map((id) => dataSetArn(id)),
      key: keys,
      keyIsNamed: fc.boolean(),
      grantIsNamed: fc.boolean(),
      of: fc.nat({ max: 14 }),
    }),
    { maxLength: 14 },
  )
  .map((all) => {
    const retired = new Set<string>();
    return all.flatMap(
      ({ name, at, dataSet, key, keyIsNamed, grantIsNamed, of }, index): Event[] => {
        const id = `event-${String(index).padStart(2, "0")}`;
        if (name === "CreateGrant") {
          return [event({ name, at, dataSet, key, id, ...(grantIsNamed ? { grant: id } : {}) })];
        }
        const grant = `event-${String(of).padStart(2, "0")}`;
        if (name === "ById") {
          // KMS retires a grant once.
          if (retired.has(grant)) return [];
          retired.add(grant);
          return [retirementById(grant, at, id)];
        }
        if (name !== "RetireGrant") return [event({ name, at, dataSet, key, id })];
        const named = grantIsNamed ? { grant } : {};
        return [event({ name, at, dataSet, id, key: keyIsNamed ? key : undefined, ...named })];
      },
    );
  });

const foreign = fc.constantFrom<Event>(
  event({ name: "ScheduleKeyDeletion" }),
  event({ rest: { eventSource: "s3.amazonaws.com" } }),
  event({ dataSet: dataSetArn("orders", { region: "us-east-1" }) }),
  event({ dataSet: dataSetArn("orders", { accountId: "999988887777" }) }),
  event({ name: "CreateGrant", at: "23:00:00", rest: { errorCode: "AccessDenied" } }),
  event({ name: "RetireGrant", at: "23:00:00", rest: { eventTime: "later" } }),
  { junk: true },
);

/** Some numbers decide how a list is put in another order and cut. */
const shuffles = fc.array(fc.nat(), { minLength: 80, maxLength: 80 });

function shuffle<Item>(items: readonly Item[], numbers: readonly number[]): Item[] {
  return items
    .map((item, index) => [numbers[index] ?? 0, item] as const)
    .sort(([x], [y]) => x - y)
    .map(([, item]) => item);
}

describe("the join of events", () => {
  it("comes to what the straightforward one comes to", () => {
    fc.assert(
      fc.property(events, (all) => {
        const { rows } = join([all]);
        assert.deepEqual(
          rows.map(({ id, key, since, retired, lastDataKey, lastDecrypt }) => ({
            ...{ id, key, since, retired, lastDataKey, lastDecrypt },
          })),
          joinPlainly(all).sort((x, y) => (x.id < y.id ? -1 : 1)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("comes to the same in any order, in any parts, with duplicates and with what is foreign", () => {
    fc.assert(
      fc.property(
        events,
        fc.array(foreign),
        shuffles,
        fc.nat({ max: 30 }),
        (all, others, numbers, cut) => {
          const again = all.filter((_, index) => (numbers[index] ?? 0) % 2 === 0);
          const mixed = shuffle([...all, ...again, ...others], numbers);
          const report = join([mixed.slice(0, cut), mixed.slice(cut)]);
          assert.deepEqual(report, join([all]));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("keeps nothing of grants that went, however often a data set is encrypted anew", () => {
    const grants = Array.from({ length: 500 }, (_, index) => `grant-${index}`);
    const all = grants.flatMap((grant, index) => {
      const at = (second: string) =>
        `${String(Math.floor(index / 60)).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}:${second}`;
      const created = event({ name: "CreateGrant", at: at("05"), grant });
      const former = grants[index - 1];
      return former === undefined ? [created] : [created, retirementById(former, at("09"))];
    });
    for (const records of [all, [...all].reverse()]) {
      const whole = newAudit();
      for (let index = 0; index < records.length; index += 7) {
        const part = newAudit();
        for (const record of records.slice(index, index + 7)) addRecord(part, record, scope);
        mergeAudit(whole, part);
      }
      const { superseded, retired, live, dataSets } = whole;
      assert.deepEqual([superseded.size, retired.size, live.size, dataSets.size], [0, 0, 1, 1]);
    }
  });
});
