import { describeViolation } from "./describeViolation.ts";
import type { JudgedAssertions } from "./judgeAssertions.ts";
import { nameViolations, type NamedViolation, type ViolationCauses } from "./nameViolations.ts";

/** What comes of assertions, for people and machines. */
export interface DescribedAssertions {
  /** How many were checked. */
  readonly count: number;
  readonly broken: readonly NamedViolation[];
  readonly standing: readonly NamedViolation[];
  /** The same, a sentence each. */
  readonly stillBroken: readonly string[];
  /** What the change must not be made for, a sentence each: what is broken, and what nobody knows. */
  readonly refusals: readonly string[];
  /** What a person should know and holds nothing up, a sentence each. */
  readonly notices: readonly string[];
}

/** Puts what comes of assertions into words. */
export function describeJudged(
  judged: JudgedAssertions,
  causes: ViolationCauses,
  count: number,
): DescribedAssertions {
  const broken = nameViolations(judged.broken, causes);
  const standing = nameViolations(judged.standing, causes);
  const stillBroken = standing.map(describeViolation);
  const reasons = judged.unproved.map(
    ({ assertion, what }) =>
      `${assertion.where}: nobody knows whether it would hold, as something could not be read: ${what}`,
  );
  return {
    ...{ count, broken, standing, stillBroken },
    refusals: [...broken.map(describeViolation), ...reasons],
    notices: [
      ...stillBroken.map((one) => `does not hold already: ${one}`),
      ...judged.unknown.map(
        ({ assertion, what }) =>
          `${assertion.where}: nobody knows whether it holds, as something could not be read: ${what}`,
      ),
      ...judged.unmatched.map(
        ({ assertion, what }) =>
          `${assertion.where} asserts nothing: it is about ${what} that there is; correct the name, or take the assertion out`,
      ),
    ],
  };
}

/** What to do about a change that assertions refuse. */
export const assertionRemedy =
  "take out the lines or the settings that are named, or change the assertion, with its reason, where it is meant to be so; what could not be read needs the right that is named";
