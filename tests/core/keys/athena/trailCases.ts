import fc from "fast-check";
import { trailPath } from "../audit/trailFolder.ts";
import {
  days,
  type Fields,
  keyArn,
  type Parts,
  type Place,
  toRecord,
  trailParts,
} from "./trailRecord.ts";

/** A trail, and whose data sets are looked for in it. */
export interface TrailCase extends Place {
  /** Of an organization's trail; else empty. */
  readonly organization: string;
  readonly defaultKey: string | undefined;
  /** The first day; undefined: all. */
  readonly from: string | undefined;
  /** Records by the path of their file. */
  readonly files: ReadonlyMap<string, readonly Fields[]>;
}

/** An event, and where it lies. */
const filed = fc.record({
  event: trailParts,
  file: fc.nat({ max: 2 }),
  elsewhere: fc.constantFrom(
    ...Array.from({ length: 20 }, () => ""),
    ...["account", "region", "digest"],
  ),
  again: fc.nat({ max: 3 }),
});

type Filed = typeof filed extends fc.Arbitrary<infer Made> ? Made : never;

/** Trails of small size, the same ones for the same seed, each of an account of its own. */
export function makeCases(count: number, seed: number): TrailCase[] {
  const drawn = fc.sample(
    fc.record({
      events: fc.array(filed, { minLength: 5, maxLength: 40, size: "max" }),
      region: fc.constantFrom("eu-west-1", "eu-west-1", "cn-north-1"),
      isOrganization: fc.boolean(),
      hasDefault: fc.integer({ min: 0, max: 4 }),
      from: fc.option(fc.constantFrom(...days), { freq: 3 }),
    }),
    { seed, numRuns: count },
  );
  return drawn.map(({ events, region, isOrganization, hasDefault, from }, index) => {
    const place = { accountId: String(100_000_000_000 + index), region };
    const organization = isOrganization ? "o-a1b2c3d4e5" : "";
    return {
      ...{ ...place, organization, from: from ?? undefined },
      defaultKey: hasDefault === 0 ? undefined : keyArn("a", place),
      files: toFiles(events, place, organization),
    };
  });
}

function toFiles(events: readonly Filed[], place: Place, organization: string) {
  const files = new Map<string, Fields[]>();
  const made = new Map<string, string>();
  let before: Pick<Parts, "dataSet" | "day" | "time"> | undefined;
  for (const [index, { event: drawn, file, elsewhere, again }] of events.entries()) {
    const event = drawn.isAtOnce ? { ...drawn, ...before } : drawn;
    before = { dataSet: event.dataSet, day: event.day, time: event.time };
    const grant = grantOf(event, index, made);
    const record = toRecord(event, index, grant, place);
    // A file may have an event of the day before, and the same event may be in several.
    for (let copy = 0; copy <= Number(again === 0); copy += 1) {
      const path = trailPath({
        account: elsewhere === "account" ? "999988887777" : place.accountId,
        region: elsewhere === "region" ? "us-east-1" : place.region,
        day: days[Math.min(event.day + copy, 2)] ?? "",
        number: file,
        organization,
      });
      const where =
        elsewhere === "digest" ? path.replaceAll("CloudTrail", "CloudTrail-Digest") : path;
      const records = files.get(where) ?? [];
      files.set(where, records);
      records.splice(file, 0, record);
    }
  }
  return files;
}

/** A grant has an id of its own, or that of the one that it is made after again; most retirements are of a grant that there was. */
function grantOf(
  { name, dataSet, key, isAgain, of }: Parts,
  index: number,
  made: Map<string, string>,
) {
  const all = [...new Set(made.values())];
  if (name !== "CreateGrant") return all.at(-1 - of) ?? `grant-${of}`;
  const grant = (isAgain ? made.get(`${dataSet} ${key}`) : undefined) ?? `grant-${index}`;
  made.set(`${dataSet} ${key}`, grant);
  return grant;
}
