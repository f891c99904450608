import { type Asset, describeAsset } from "../../assets/asset.ts";
import type { Plan } from "../../reconcile/subject.ts";
import { byNamesOf } from "./byNamesOf.ts";
import type { ActualData, DeclaredAsset, GovernedData } from "./declaredAsset.ts";
import { findOpenings, type Opening } from "./findOpenings.ts";
import { findPredecessors, type Predecessor } from "./findPredecessors.ts";
import { formerNameOf } from "./formerNameOf.ts";
import { commonReadings, dataSetReading, isSameReading, partFrom } from "./reading.ts";

/** One thing that the engine would take, or open: by native resources, so that these steps are judged and not performed. */
export type DataStep = Removed<"remove"> | Removed<"break"> | Opened;

interface Removed<Kind> {
  readonly kind: Kind;
  readonly asset: DeclaredAsset;
  /** What uses the asset: of a removal all of it, of what breaks that one. */
  readonly usedBy: readonly Asset[];
  readonly reason: string;
}

/** People would see what they do not see now. */
export type Opened = (Opening | Reach) & {
  readonly asset: DeclaredAsset;
  /** The protected data set that tells what they see now. */
  readonly before: DeclaredAsset;
  /** How that one is related to the asset: empty where it is the same. */
  readonly relation: string;
  /** What the column was called, where it is known to be the same by another name. */
  readonly formerly?: string;
  readonly reason: string;
};

/** A group that would use the data source of a protected data set. */
interface Reach {
  readonly kind: "reach";
  readonly group: string;
  readonly source: DeclaredAsset;
}

const reasons: Readonly<Record<Opened["kind"], string>> = {
  "open-tag": "tagRules",
  "open-rows": "rowRules",
  "widen-rows": "rowRules",
  "open-column": "columnRules",
  "widen-column": "columnRules",
  exempt: "owners see everything",
  reach: "a data source has no rules",
};

/**
 * What would go, and what would be open that is not now, in an order of its own: that of a state is another one in every run, and an approval
 * names all of it. What comes, or gets narrower, is no step: the guard has nothing to say.
 */
export function planTakings(
  { namespace, assets: desired }: Pick<GovernedData, "namespace" | "assets">,
  { assets: actual, uses }: Pick<ActualData, "assets" | "uses">,
): Plan<DataStep> {
  const stays = new Set(desired.map(({ arn }) => arn));
  const gone = actual.filter(({ arn }) => !stays.has(arn));
  const removed = gone.flatMap((asset): DataStep[] => {
    const usedBy = uses.get(asset.arn) ?? [];
    const reason = `${namespace} declares it no longer`;
    return [
      { kind: "remove", asset, usedBy, reason },
      ...usedBy.map((user): DataStep => {
        return { kind: "break", asset, usedBy: [user], reason: `uses ${describeAsset(asset)}` };
      }),
    ];
  });
  const opened = findPredecessors(desired, actual).flatMap((pair) => openingsOf(pair, desired, actual));
  const steps = [...removed.sort(byAsset), ...opened.sort(byAsset)];
  const changing = new Set(steps.map(({ asset }) => asset.arn));
  return { steps, notices: [], unchanged: actual.filter(({ arn }) => !changing.has(arn)).length };
}

function openingsOf(
  { before: whole, after, relation }: Predecessor,
  desired: readonly DeclaredAsset[],
  actual: readonly DeclaredAsset[],
): DataStep[] {
  const isOn = relation === "child";
  // Of two that read one table what they read besides is no other name of anything.
  const common = commonReadings(whole, after);
  const found = relation === "copy" ? partFrom(whole, common) : whole;
  const shown =
    relation === "copy"
      ? partFrom(after, common)
      : isOn
        ? partFrom(after, [dataSetReading(whole.arn)])
        : after;
  // What another table or query calls as this one did is taken for the same.
  const isSame = isSameReading(found, shown);
  const before = isOn || isSame ? byNamesOf(shown, found, isOn) : found;
  // Who may use the source reads it past a second data set as well as past the first.
  const reaches = ["copy", "child"].includes(relation) ? [] : findReaches(before, after, desired, actual);
  const related = describeRelation(relation, before);
  return [...findOpenings(before, shown), ...reaches].map((opening): Opened => {
    const reason = reasons[opening.kind];
    const formerly =
      isSame && "column" in opening ? formerNameOf(opening.column, after, found) : undefined;
    const what = { ...opening, ...(formerly !== undefined && { formerly }) };
    return { ...what, asset: after, before, relation: related, reason };
  });
}

function describeRelation(relation: Predecessor["relation"], before: DeclaredAsset): string {
  if (relation === "same") return "";
  const name = describeAsset(before);
  if (relation === "child") return `, which is on ${name}`;
  return relation === "copy" ? `, which reads what ${name} does` : `, in place of ${name}`;
}

/** The groups that would use what the data set reads, and may not now. */
function findReaches(
  before: DeclaredAsset,
  after: DeclaredAsset,
  desired: readonly DeclaredAsset[],
  actual: readonly DeclaredAsset[],
): Reach[] {
  if (before.protection === undefined) return [];
  const arnsOf = ({ reads = [] }: DeclaredAsset) => new Set(reads.map(({ sourceArn }) => sourceArn));
  const [was, is] = [arnsOf(before), arnsOf(after)];
  const sources = desired.filter(({ kind, arn }) => kind === "data-source" && is.has(arn));
  return sources.flatMap((source) => {
    const now = actual.filter(({ arn }) => was.has(arn) || arn === source.arn);
    const known = new Set([...before.owners, ...now.flatMap(({ users }) => users)]);
    return [...new Set(source.users)]
      .filter((group) => !known.has(group))
      .map((group): Reach => ({ kind: "reach", group, source }));
  });
}

function byAsset(a: DataStep, b: DataStep): number {
  const [one, other] = [keyOf(a), keyOf(b)];
  return one === other ? 0 : one < other ? -1 : 1;
}

function keyOf(step: DataStep): string {
  const { arn } = step.asset;
  if (!("before" in step)) {
    // What goes, and then what breaks with it.
    const users = step.kind === "remove" ? [] : step.usedBy.map(({ kind, id }) => [kind, id]);
    return JSON.stringify([arn, "", users]);
  }
  const group = "group" in step ? step.group : "";
  const column = "tag" in step ? step.tag : "column" in step ? step.column : "";
  return JSON.stringify([arn, step.kind, group, column, step.before.arn]);
}
