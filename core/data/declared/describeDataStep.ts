import { describeAsset } from "../../assets/asset.ts";
import { nameFew } from "../../reconcile/nameFew.ts";
import { describeSubject } from "../../settings/ruleSubject.ts";
import type { OpenedTag } from "./openedTags.ts";
import type { DataStep, Opened } from "./planTakings.ts";
import { describePart, type RowPart, verbatimPart } from "./seenRows.ts";

/** A step in one line for people, without its reason. */
export function describeDataStep(step: DataStep): string {
  if ("before" in step) return `${nameOpened(step)}: ${describeOpening(step)}`;
  return step.kind === "remove" ? `- ${describeAsset(step.asset)}` : `! ${step.usedBy.map(describeAsset).join(", ")}`;
}

/** What would be opened, and in whose place it comes. */
export function nameOpened({ asset, relation }: Opened): string {
  return `${describeAsset(asset)}${relation}`;
}

const everybody = "everybody who may use it";

/** Who would see what of it. */
export function describeOpening(step: Opened): string {
  switch (step.kind) {
    case "open-tag":
      return describeTag(step);
    case "open-rows": {
      const who = step.group === undefined ? everybody : describeSubject(step.group);
      return step.parts.length === 0
        ? `${who} would see all rows`
        : `${who} would see rows that nothing limits in ${step.free.join(", ")}: ${describeParts(step.parts)}`;
    }
    case "widen-rows":
      return `${describeSubject(step.group)} would see more rows: ${describeParts(step.parts)}`;
    case "open-column": {
      const isSame = step.former.includes(step.column);
      const doubt = isSame ? "" : `, which may be ${step.former.join(" or ")} by another name`;
      return `${everybody} would see ${step.column}${describeFormer(step)}${doubt}`;
    }
    case "widen-column":
      return `group ${step.group} would see column ${step.column}${describeFormer(step)}`;
    case "exempt":
      return `group ${step.group} would own it, and so see all rows and columns`;
    case "reach":
      return `group ${step.group} would use its data source "${step.source.name}", on which authors among them can make data sets without rules`;
  }
}

function describeFormer({ formerly }: Opened): string {
  return formerly === undefined ? "" : `, which was ${formerly}`;
}

const throughTag: Readonly<Record<OpenedTag["by"], (opened: OpenedTag) => string>> = {
  nothing: ({ tag }) => `rows that tag ${tag} keeps from them`,
  column: ({ tag, newColumn }) => `rows by column ${newColumn} that tag ${tag} keeps from them`,
  matchAll: ({ tag }) => `all rows by another value of tag ${tag}`,
  delimiter: ({ tag }) => `rows by values of tag ${tag} that are parted in another way`,
};

function describeTag(opened: OpenedTag): string {
  return `sessions without a user would see ${throughTag[opened.by](opened)} (${opened.column})`;
}

function describeParts(parts: readonly RowPart[]): string {
  return nameFew(parts.map(describePart));
}

/** A step as a hash names it: with every value, and with ARNs, as one of another Region is another. */
export function verbatimDataStep(step: DataStep): unknown {
  const parts = "parts" in step ? step.parts.map(verbatimPart) : [];
  return [step.asset.arn, describeDataStep(step), ...parts];
}
