import { field, list, type Plain, plain } from "../things/plain.ts";
import type { Thing } from "../things/thing.ts";
import { matchesGlob } from "./matchesGlob.ts";
import type { Setting } from "./setting.ts";

/** That a policy does not judge a resource, why, and until when. */
export interface Exemption {
  /** Name in the program, name in AWS, type token or URN, with `*` and `?`. */
  readonly match: string;
  readonly reason: string;
  /** The last day on which it holds, `2027-01-31`, in UTC. */
  readonly until: string;
}

/** The setting `exempt`, which every policy has. */
export const exempt: Setting<readonly Exemption[]> = {
  type: "array",
  items: {
    type: "object",
    properties: {
      match: { type: "string", minLength: 1 },
      reason: { type: "string", minLength: 1 },
      until: { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
    required: ["match", "reason", "until"],
    additionalProperties: false,
  },
  description:
    "What the policy does not judge: `match` (a name in the program or in AWS, a type or a URN, with * and ?), `reason`, and `until`, the last day (UTC). Past it, the exemption is a violation itself.",
  default: [],
};

/**
 * The exemption that holds for a thing today.
 *
 * @param longest see {@link findInvalid}
 */
export function findExemption(
  exemptions: readonly Exemption[],
  thing: Thing,
  today: string,
  longest = 0,
): Exemption | undefined {
  return exemptions.find(
    (one) => whyInvalid(plain(one), today, longest) === undefined && matches(one.match, thing),
  );
}

/**
 * Exemptions that are over, last too long, or say too little: each is a violation of its own.
 *
 * @param longest the most days that one may still last; 0: any number
 */
export function findInvalid(
  exemptions: readonly Exemption[],
  today: string,
  longest = 0,
): readonly string[] {
  return list(plain(exemptions)).flatMap((one) => whyInvalid(one, today, longest) ?? []);
}

/** Exemptions that hold today, and from all that a policy judges. */
export function findWhole(
  exemptions: readonly Exemption[],
  today: string,
  longest = 0,
): readonly Exemption[] {
  return exemptions.filter(
    (one) =>
      whyInvalid(plain(one), today, longest) === undefined &&
      anyUrns.every((urn) => matchesGlob(one.match, urn)),
  );
}

/** URNs that have nothing in common but that they are. */
const anyUrns = [
  "urn:pulumi:dev::program::aws:kms/key:Key::spice",
  "urn:pulumi:2::0::aws-native:s3:Bucket::z",
];

const millisecondsOfDay = 24 * 60 * 60 * 1000;

function whyInvalid(one: Plain, today: string, longest: number): string | undefined {
  const match = text(one, "match");
  const until = text(one, "until");
  if (match === undefined) return "an exemption has no match";
  if (text(one, "reason") === undefined) return `the exemption of ${match} has no reason`;
  if (until === undefined || !isDay(until)) return `the exemption of ${match} has no end date`;
  if (until < today) return `the exemption of ${match} ended on ${until}`;
  const days = (Date.parse(until) - Date.parse(today)) / millisecondsOfDay;
  return longest > 0 && days > longest
    ? `the exemption of ${match} lasts until ${until}, longer than the ${longest} days of selection.longestExemption`
    : undefined;
}

/** Whether a text is a day of the calendar, which 2027-02-30 is not. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function text(value: Plain, key: string): string | undefined {
  const found = field(value, key);
  return typeof found === "string" && found.trim() !== "" ? found : undefined;
}

function matches(pattern: string, thing: Thing): boolean {
  const { name, token, urn, ids, fields } = thing;
  const own = typeof fields["name"] === "string" ? [fields["name"]] : [];
  return [name, token, urn, ...ids, ...own].some((one) => matchesGlob(pattern, one));
}
