import { z } from "zod";
import {
  type AccessRecord,
  type ActualKeyAccess,
  type HeldKey,
  type Method,
  methods,
  nothingHeld,
} from "./keyAccess.ts";
import { methodTable } from "./methodTable.ts";

/** The tag by which a key itself says that access to it was revoked, by whom, when and why. */
export const accessTagKey = "quicksight-governance:access";

/** The longest value of a tag (API reference of KMS, Tag). */
const longest = 256;

/** The longest name of somebody in it: an assumed role with the longest name and session fits. The rest is left to the reason. */
const longestBy = 176;

/** Where the part of an ARN begins that says who, at the latest: what is left out of a long one is in the middle. */
const startOfBy = 32;

/**
 * The value of the tag: `revoked by disable 2026-01-31T09:00:00.000Z arn:…/ana - leak of the export`; undefined where nothing is held.
 * What tags cannot hold (they take letters, digits, spaces and `_.:/=+-@`) is a `_` there, the middle of a long ARN is `..`, and the end of
 * the reason is left out where it is long.
 */
export function formatAccessTag(held: HeldKey): string | undefined {
  const taken = methods.filter((method) => held[method] !== undefined);
  const [first] = taken
    .flatMap((method) => held[method] ?? [])
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  if (first === undefined) return undefined;
  const head = `revoked by ${taken.join("+")} ${first.at} ${shorten(toTagText(first.by))} - `;
  const reason = toTagText(first.reason)
    .slice(0, longest - head.length)
    // Half of a character that takes two would be none.
    .replace(/[\uD800-\uDBFF]$/, "")
    .trim();
  return reason === "" ? head.slice(0, -" - ".length) : `${head}${reason}`;
}

function toTagText(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[^\p{L}\p{N} _.:/=+\-@]/gu, "_");
}

function shorten(by: string): string {
  if (by.length <= longestBy) return by;
  return `${by.slice(0, startOfBy)}..${by.slice(startOfBy + 2 - longestBy)}`;
}

const form = /^revoked by (disable|deny|deny\+disable) (\S+) (\S+)(?: - (.*))?$/s;

/**
 * Reads what {@link formatAccessTag} wrote: what is known of a key whose journal is not; nothing of any other text.
 */
export function parseAccessTag(tag: string | undefined): HeldKey {
  const [, taken, at = "", by = "", reason = ""] = form.exec(tag ?? "") ?? [];
  if (taken === undefined) return nothingHeld;
  const deed = { at, by, reason, done: true };
  return {
    ...Object.fromEntries((taken.split("+") as Method[]).map((method) => [method, deed])),
    pending: [],
  };
}

/** Whether a key's tag is none that this program writes: it stays, until ours takes its place. */
export function isForeignTag(tag: string | undefined): boolean {
  return tag !== undefined && parseAccessTag(tag) === nothingHeld;
}

/** What our tag is to be where that is held; the one that there is where it is to be left alone. */
export function wantedTag(
  held: HeldKey,
  { tag }: Pick<ActualKeyAccess, "tag">,
): string | undefined {
  return formatAccessTag(held) ?? (isForeignTag(tag) ? tag : undefined);
}

const taken = z.object({ at: z.string(), by: z.string(), reason: z.string(), done: z.boolean() });

const held = z.object({
  disable: taken.optional().catch(undefined),
  deny: taken.optional().catch(undefined),
  pending: z
    .array(
      z.object({
        ...{ at: z.string(), by: z.string(), reason: z.string() },
        access: z.enum(["revoked", "granted"]),
        method: z.enum(["disable", "deny"]),
      }),
    )
    .catch([]),
});

/**
 * What is held of a key, method by method: by the journal, which anybody may have written who may write to the bucket; else by the key's own
 * tag, as a run without the bucket writes no journal. What the journal says is given back is so, although the tag is still there, unless
 * that is of a later time.
 */
export function readHeld(entry: unknown, tag: string | undefined): HeldKey {
  const { success, data } = held.safeParse(entry);
  const own = success ? data : nothingHeld;
  const tagged = parseAccessTag(tag);
  const isGivenBack = (method: Method) =>
    own.pending.some(
      ({ access, method: given, at }) =>
        access === "granted" && given === method && at >= (tagged[method]?.at ?? ""),
    );
  const byMethod = methods.flatMap((method) => {
    const found = own[method] ?? (isGivenBack(method) ? undefined : tagged[method]);
    return found === undefined ? [] : [[method, found] as const];
  });
  return { ...Object.fromEntries(byMethod), pending: own.pending };
}

/**
 * What was really done and is not written down yet: not what a run began and did not get to, which the key shows.
 */
export function owedRecords(held: HeldKey, actual: ActualKeyAccess): AccessRecord[] {
  return held.pending.filter(({ access, method }) => {
    const { isInForce, isGone } = methodTable[method];
    if (access === "granted") return isGone(actual) || held[method] === undefined;
    return isInForce(actual) || held[method]?.done !== false;
  });
}

/** What is held once that is forgotten of which nothing is left, and all is written down. */
export function settledHeld(held: HeldKey, actual: ActualKeyAccess): HeldKey {
  const left = methods.filter((method) => !methodTable[method].isGone(actual));
  return { ...Object.fromEntries(left.map((method) => [method, held[method]])), pending: [] };
}
