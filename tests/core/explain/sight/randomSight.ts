import fc from "fast-check";

/** A value of a rule, legal in the settings: spaces and case count, and a long one fills a field. */
const longest = "x".repeat(2047);
const value = fc.constantFrom("DEU", "deu", "New York", "Null", "'Aquila", "a;b", longest);

/** What rows hold besides: nothing, the text NULL, commas and quotes, spaces around, and what is one character too long. */
const others = ["", "NULL", "DEU,deu", '"DEU"', " DEU", "DEU ", `${longest}x`];

/** Values, or so many of them that they take more than one field. */
const values = fc.oneof(
  { weight: 8, arbitrary: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      // With commas between them 2,047 and 2,048 characters.
      ["DEU", "y".repeat(2043)],
      ["DEU", "y".repeat(2044)],
      Array.from({ length: 300 }, (_, index) => `${index}`.padStart(12, "0")),
    ),
  },
);

const rule = fc.record(
  { country: values, city: values },
  { requiredKeys: [], noNullPrototype: true },
);

/** Whom a rule or a grant is for: a group, or somebody, by number. */
const whom = fc.oneof(fc.record({ group: fc.nat(2) }), fc.record({ person: fc.nat(3) }));

/** Rules that fold to none fewer, so that somebody has as many as QuickSight applies, or one more. */
const many = fc.constantFrom(999, 1000);

/** One data set, who gets at it and how, and its rules, as numbers and values. */
export const randomSet = fc.record({
  /** By the entitlement table, by rules of its own, or by none. */
  by: fc.constantFrom("entitled", "entitled", "own", "own", "none"),
  rules: fc.array(fc.record({ whom, values: rule }), { minLength: 1, maxLength: 6 }),
  many: fc.option(many, { nil: undefined, freq: 6 }),
  columnRules: fc.array(
    fc.record({
      columns: fc.subarray(["country", "city", "email"], { minLength: 1 }),
      groups: fc.uniqueArray(fc.nat(2), { minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 3 },
  ),
  viewers: fc.uniqueArray(fc.nat(2)),
  owners: fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.tuple(fc.nat(2)) },
  ),
  /** Groups that open a dashboard which shows it, and who may do what with a folder that it is in. */
  dashboard: fc.uniqueArray(fc.nat(2)),
  folder: fc.array(
    fc.record({
      group: fc.nat(2),
      level: fc.constantFrom<"viewer" | "owner">("viewer", "viewer", "owner"),
    }),
    { maxLength: 1 },
  ),
});

/** What a claim says that a column holds: some values, or none of some. */
const condition = fc.record({
  values: fc.uniqueArray(fc.oneof(value, fc.constantFrom("000000000299", "c0", "elsewhere")), {
    ...{ minLength: 1, maxLength: 2 },
  }),
  isNot: fc.boolean(),
});

/** What somebody must never, only or always see of one of the data sets. */
const claim = fc.record({
  kind: fc.constantFrom("never" as const, "only" as const, "always" as const),
  ...{ whom, set: fc.nat(1) },
  rows: fc.option(fc.record({ country: condition, city: condition }, { requiredKeys: [] }), {
    nil: undefined,
  }),
  columns: fc.option(fc.subarray(["country", "city", "email"], { minLength: 1 }), {
    nil: undefined,
  }),
  isByTerm: fc.boolean(),
});

/** People by the groups that they are in, and data sets. */
export const randomSight = fc.record({
  people: fc.array(fc.uniqueArray(fc.nat(2)), { minLength: 4, maxLength: 4 }),
  sets: fc.array(randomSet, { minLength: 1, maxLength: 2 }),
  claims: fc.array(claim, { minLength: 6, maxLength: 6 }),
});

/** One of them. */
export type RandomSight = typeof randomSight extends fc.Arbitrary<infer One> ? One : never;

/** What rules and claims name, one of each list of many, and what none of them names. */
const named = [
  ...["DEU", "deu", "New York", "Null", "'Aquila", "a;b", longest, "y".repeat(2043)],
  ...["y".repeat(2044), "000000000000", "000000000299", "elsewhere"],
];

/**
 * Rows that rules and no rules match: every country in every city, so that whatever a rule gives or leaves out there is a row for. The last
 * column tells them apart, and no rule is about it.
 */
export const data: readonly (readonly string[])[] = [
  ["country", "city", "email", "key"],
  ...[...named, "c0", "c1", "c2", "c3", ...others]
    .flatMap((country) =>
      [...named, "c0", "d0", "d1", "d2", "d3", ""].map((city) => [country, city, "e"]),
    )
    .map((row, index) => [...row, `${index}`]),
];
