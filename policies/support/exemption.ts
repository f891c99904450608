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

/** The exemption that holds for a thing today. */
export function findExemption(
  exemptions: readonly Exemption[],
  thing: Thing,
  today: string,
): Exemption | undefined {
  return exemptions.find(({ match, until }) => until >= today && matches(match, thing));
}

/** Exemptions that are over, or that say too little: each is a violation of its own. */
export function findInvalid(exemptions: readonly Exemption[], today: string): readonly string[] {
  return list(plain(exemptions)).flatMap((one) => {
    const name = text(one, "match") ?? "without match";
    const until = text(one, "until");
    if (text(one, "match") === undefined) return ["an exemption has no match"];
    if (text(one, "reason") === undefined) return [`the exemption of ${name} has no reason`];
    if (until === undefined || Number.isNaN(Date.parse(until))) {
      return [`the exemption of ${name} has no end date`];
    }
    return until < today ? [`the exemption of ${name} ended on ${until}`] : [];
  });
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
