import { nameSome } from "../../aws/nameSome.ts";
import { printable } from "../../aws/printable.ts";
import type { Snapshot, SnapshotAsset } from "../snapshot.ts";
import { keyOf } from "../findWays.ts";
import type { SnapshotTagRules } from "./protection.ts";

/** That sessions without a user see more, or fewer, rows of a data set by its tags. */
export interface SessionChange {
  readonly dataSet: Pick<SnapshotAsset, "kind" | "region" | "id" | "name">;
  /** Why: `tag customer limits column customer_id no more`. */
  readonly reasons: readonly string[];
}

/** What of the rules by tags lets sessions without a user see more, and what fewer rows. */
export interface SessionDifference {
  readonly gains: readonly SessionChange[];
  readonly losses: readonly SessionChange[];
}

/**
 * How the rules by tags differ of data sets that are on both sides. Which values sessions have is not known here, so that it is said which tags
 * would let them see more, and fewer rows. Another value with which a session sees all is no part of a snapshot, and nothing is said of it.
 */
export function diffSessions(before: Snapshot, after: Snapshot): SessionDifference {
  const were = new Map(before.assets.map((one) => [keyOf(one), one.protection]));
  const gains: SessionChange[] = [];
  const losses: SessionChange[] = [];
  for (const { kind, region, id, name, protection } of after.assets) {
    const then = were.get(keyOf({ kind, region, id }));
    if (then === undefined || protection === undefined) continue;
    const dataSet = { kind, region, id, name };
    const opened = whatOpens(then.tags, protection.tags);
    const closed = whatOpens(protection.tags, then.tags, true);
    if (opened.length > 0) gains.push({ dataSet, reasons: opened });
    if (closed.length > 0) losses.push({ dataSet, reasons: closed });
  }
  return { gains, losses };
}

/** The change as a sentence. */
export function describeSessions(
  { dataSet: { name, id }, reasons }: SessionChange,
  verb: "gain" | "lose",
): string {
  return `sessions without a user ${verb} rows of data-set "${printable(name)}" (${id}): ${nameSome(reasons.map(printable), mostNamed)}`;
}

/** How many reasons are named. */
const mostNamed = 10;

type Tags = SnapshotTagRules["tags"];

const inForce = (rules: SnapshotTagRules | undefined): Tags =>
  rules === undefined || rules.isOff === true ? [] : rules.tags;

/** What lets sessions see more by the later rules; told the other way round where the earlier ones are those. */
function whatOpens(
  before: SnapshotTagRules | undefined,
  after: SnapshotTagRules | undefined,
  isReversed = false,
): string[] {
  const then = inForce(before);
  const now = new Map(inForce(after).map((one) => [one.tag, one]));
  if (before?.tags !== undefined && then.length > 0 && after?.isOff === true && !isReversed) {
    return ["the rules are off"];
  }
  const ofTags = then.flatMap((rule): string[] => {
    const { tag, column } = rule;
    const next = now.get(tag);
    if (next === undefined) {
      return [`tag ${tag} ${isReversed ? "limits" : "limits no more"} column ${column}`];
    }
    if (next.column !== column) {
      return [
        isReversed
          ? `tag ${tag} limits column ${column} in place of ${next.column}`
          : `tag ${tag} limits column ${next.column} in place of ${column}`,
      ];
    }
    const isMatched = next.hasMatchAll === true && rule.hasMatchAll !== true;
    const isParted = next.delimiter !== undefined && next.delimiter !== rule.delimiter;
    return [
      ...(isMatched ? [`tag ${tag} has ${isReversed ? "no" : "a"} value for all rows`] : []),
      ...(isParted ? [`tag ${tag} has several values ${isReversed ? "no more" : "now"}`] : []),
    ];
  });
  const sets = (rules: SnapshotTagRules | undefined): readonly (readonly string[])[] =>
    rules?.alternatives ?? [inForce(rules).map(({ tag }) => tag)];
  const isWider = sets(after).some(
    (some) => !sets(before).some((all) => all.every((tag) => some.includes(tag))),
  );
  const isNamed = then.length > 0 && now.size > 0 && ofTags.length === 0 && isWider;
  return isNamed ? [`fewer tags are enough${isReversed ? " no more" : ""}`] : ofTags;
}
