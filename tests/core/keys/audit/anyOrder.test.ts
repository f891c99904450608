import assert from "node:assert/strict";
import fc from "fast-check";
import { encryptionRows } from "../../../../core/keys/audit/encryptionRows.ts";
import { addRecord, mergeAudit, newAudit } from "../../../../core/keys/audit/keyAudit.ts";
import { dataSetArn, event, keyArn, retirementById, scope } from "./events.ts";

type Event = Record<string, unknown>;

const ids = ["orders", "costs", "people"];
const listed = ids.map((id) => ({ arn: dataSetArn(id), id, name: id, isInSpice: true }));
const defaultKey = { arn: keyArn("a"), from: "registration" } as const;

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

/** The fields of a record that the straightforward way looks at. */
interface Plain {
  readonly eventSource?: string;
  readonly eventName?: string;
  readonly eventTime?: string;
  readonly eventID?: string;
  readonly errorCode?: string;
  readonly userIdentity?: { readonly invokedBy?: string };
  readonly requestParameters?: {
    readonly keyId?: string;
    readonly constraints?: { readonly encryptionContextSubset: Record<string, string> };
  } | null;
  readonly responseElements?: { readonly grantId: string };
  readonly additionalEventData?: { readonly grantId: string };
}

/**
 * The straightforward way, which shares nothing with the product: all of the log at hand, each event once, looked through again for
 * every question.
 */
function joinPlainly(log: readonly Event[]) {
  const events = [
    ...new Map(log.map((each) => [JSON.stringify(each), each as Plain])).values(),
  ].filter(
    (each) =>
      each.eventSource === "kms.amazonaws.com" &&
      each.userIdentity?.invokedBy === "quicksight.amazonaws.com" &&
      each.errorCode === undefined &&
      !Number.isNaN(Date.parse(each.eventTime ?? "")),
  );
  const placed = ({
    eventTime,
    eventID = "",
    requestParameters: request,
    responseElements,
  }: Plain) => [eventTime, eventID, request?.keyId, responseElements?.grantId].join(" ");
  const inOrder = events.sort((x, y) => (placed(x) < placed(y) ? -1 : 1));
  return listed.map(({ arn, id }) => {
    const own = inOrder.filter(
      ({ requestParameters: request }) =>
        request?.constraints?.encryptionContextSubset["aws:quicksight:arn"] === arn,
    );
    const last = (...names: string[]) =>
      own.filter((each) => names.includes(each.eventName ?? "")).at(-1);
    const use = last("GenerateDataKey", "Decrypt");
    const retiredAt = (created: Plain | undefined) => {
      const base = created ?? use;
      const grant = created?.responseElements?.grantId;
      const retirements = inOrder.filter((each) => {
        if (each.eventName !== "RetireGrant") return false;
        const isNotOlder = (each.eventTime ?? "") >= (created?.eventTime ?? "");
        if (each.requestParameters === null) {
          return isNotOlder && grant !== undefined && each.additionalEventData?.grantId === grant;
        }
        if (!own.includes(each)) return false;
        const named = each.responseElements?.grantId;
        if (named !== undefined && grant !== undefined) return isNotOlder && named === grant;
        const keyId = each.requestParameters?.keyId;
        if (base === undefined) return true;
        if (keyId !== undefined && keyId !== base.requestParameters?.keyId) return false;
        return (each.eventTime ?? "") > (base.eventTime ?? "");
      });
      return retirements.at(-1)?.eventTime;
    };
    const grants = own.filter(({ eventName }) => eventName === "CreateGrant").reverse();
    const latest = grants.filter(({ eventTime }) => eventTime === grants[0]?.eventTime);
    // Of those in the same second, one that stayed.
    const created = latest.find((each) => retiredAt(each) === undefined) ?? latest[0];
    const retired = retiredAt(created);
    const base = created ?? use;
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

/**
 * Events of the three data sets. A grant has an id of its own, as in KMS, that retirements may name; one with the same data set and key
 * as a former one may be that one, made again.
 */
const events: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      name: fc.constantFrom("CreateGrant", "RetireGrant", "ById", "GenerateDataKey", "Decrypt"),
      at: times,
      // One more often, so that much happens to it.
      dataSet: fc.constantFrom("orders", "orders", ...ids).map((id) => dataSetArn(id)),
      key: keys,
      keyIsNamed: fc.boolean(),
      grantIsNamed: fc.nat({ max: 3 }).map((number) => number > 0),
      isAgain: fc.boolean(),
      hasId: fc.nat({ max: 3 }).map((number) => number > 0),
      of: fc.nat({ max: 14 }),
    }),
    { maxLength: 20 },
  )
  .map((all) => {
    const made: string[] = [];
    const last = new Map<string, string>();
    return all.flatMap((each, index): Event[] => {
      const { name, at, dataSet, key, keyIsNamed, grantIsNamed, isAgain, hasId, of } = each;
      const own = `event-${String(index).padStart(2, "0")}`;
      // The first versions of CloudTrail's records had none.
      const id = hasId ? own : "";
      if (name === "CreateGrant") {
        const grant = (isAgain ? last.get(`${dataSet} ${key}`) : undefined) ?? own;
        last.set(`${dataSet} ${key}`, grant);
        made.push(grant);
        return [event({ name, at, dataSet, key, id, ...(grantIsNamed ? { grant } : {}) })];
      }
      const grant = made[of % made.length] ?? "nobody's";
      // A grant may be retired twice: KMS is consistent only after a while.
      if (name === "ById") return [retirementById(grant, at, id)];
      if (name !== "RetireGrant") return [event({ name, at, dataSet, key, id })];
      const named = grantIsNamed ? { grant } : {};
      return [event({ name, at, dataSet, id, key: keyIsNamed ? key : undefined, ...named })];
    });
  });

/**
 * What QuickSight does with the keys of data set `orders` from load to load, and the key that is in force in the end. Each load makes a
 * grant on the default key of that time, which KMS answers with the one that there is or a new one; then those on other keys are
 * retired. A load that failed leaves the rows as they were, and makes the grant in force again.
 */
const lives: fc.Arbitrary<{ readonly log: Event[]; readonly key: string | undefined }> = fc
  .array(
    fc.record({
      default: fc.option(keys, { nil: undefined }),
      fails: fc.boolean(),
      reads: fc.boolean(),
      isAgain: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((loads) => {
    const log: Event[] = [];
    const grants = new Map<string, string>();
    let inForce: string | undefined;
    const now = () => new Date(log.length * 7000).toISOString().slice(11, 19);
    const make = (key: string, isAgain: boolean) => {
      const grant = (isAgain ? grants.get(key) : undefined) ?? `grant-${log.length}`;
      const former = grants.get(key);
      if (former !== undefined && former !== grant) log.push(retirementById(former, now()));
      grants.set(key, grant);
      log.push(event({ name: "CreateGrant", at: now(), key, grant }));
    };
    for (const { default: key, fails, reads, isAgain } of loads) {
      if (key !== undefined) {
        make(key, isAgain);
        log.push(event({ name: "GenerateDataKey", at: now(), key }));
      } else if (log.length === 0) continue;
      if (!fails) inForce = key;
      const others = [...grants].filter(([each]) => each !== inForce);
      for (const [other, grant] of others) {
        grants.delete(other);
        log.push(retirementById(grant, now()));
      }
      if (others.length > 0 && inForce !== undefined) make(inForce, true);
      if (reads && inForce !== undefined) log.push(event({ at: now(), key: inForce }));
    }
    return { log, key: inForce };
  });

const foreign = fc.constantFrom<Event>(
  event({ name: "ScheduleKeyDeletion" }),
  event({ rest: { eventSource: "s3.amazonaws.com" } }),
  event({ dataSet: dataSetArn("orders", { region: "us-east-1" }) }),
  event({ dataSet: dataSetArn("orders", { accountId: "999988887777" }) }),
  event({ dataSet: dataSetArn("orders").replace("arn:aws:", "arn:aws-cn:"), at: "23:00:00" }),
  event({ name: "CreateGrant", at: "23:00:00", rest: { errorCode: "AccessDenied" } }),
  event({ name: "RetireGrant", at: "23:00:00", rest: { eventTime: "later" } }),
  event({ name: "CreateGrant", at: "23:00:00", rest: { userIdentity: { type: "IAMUser" } } }),
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

/** A list in parts, by numbers that say where it is cut. */
function cut<Item>(items: readonly Item[], at: readonly number[]): Item[][] {
  const bounds = [0, ...at.map((each) => Math.min(each, items.length)), items.length];
  bounds.sort((x, y) => x - y);
  return bounds.slice(1).map((end, index) => items.slice(bounds[index], end));
}

describe("the join of events", () => {
  it("comes to what the straightforward one comes to, in any order and parts, with duplicates and what is foreign", () => {
    const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 6 });
    fc.assert(
      fc.property(events, fc.array(foreign), shuffles, cuts, (all, others, numbers, at) => {
        const again = all.filter((_, index) => (numbers[index] ?? 0) % 2 === 0);
        const log = shuffle([...all, ...again, ...others], numbers);
        const rows = join(cut(log, at));
        assert.deepEqual(
          rows.map(({ id, key, since, retired, lastDataKey, lastDecrypt }) => ({
            ...{ id, key, since, retired, lastDataKey, lastDecrypt },
          })),
          joinPlainly(log).sort((x, y) => (x.id < y.id ? -1 : 1)),
        );
      }),
      { numRuns: 6000 },
    );
  });

  it("comes to the key under which QuickSight did its last full load, whatever loads there were before", () => {
    const cuts = fc.array(fc.nat({ max: 40 }), { maxLength: 6 });
    fc.assert(
      fc.property(lives, shuffles, cuts, ({ log, key }, numbers, at) => {
        const [, orders] = join(cut(shuffle(log, numbers), at));
        assert.equal(orders?.key, key);
        const isRetired = key === undefined && log.length > 0;
        assert.equal(orders?.retired !== undefined, isRetired);
      }),
      { numRuns: 4000 },
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
