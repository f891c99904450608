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

/** People by the groups that they are in, and data sets. */
export const randomSight = fc.record({
  people: fc.array(fc.uniqueArray(fc.nat(2)), { minLength: 4, maxLength: 4 }),
  sets: fc.array(randomSet, { minLength: 1, maxLength: 2 }),
});

/** One of them. */
export type RandomSight = typeof randomSight extends fc.Arbitrary<infer One> ? One : never;

/** Rows that rules and no rules match. */
export const data: readonly (readonly string[])[] = [
  ["country", "city", "email"],
  ...["DEU", "deu", "New York", "Null", "'Aquila", "a;b", longest, ...others].flatMap((country) =>
    ["DEU", "New York", "y".repeat(2043), "000000000299", ""].map((city) => [country, city, "e"]),
  ),
];
