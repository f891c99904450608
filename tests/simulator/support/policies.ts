/** A policy document of these statements. */
export const policy = (...Statement: object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement });

/** A policy document that allows an action. */
export const allowing = (Action: string, Resource = "*"): string =>
  policy({ Effect: "Allow", Action, Resource });

/** The trust policy of a role that QuickSight may assume. */
export const trustsQuickSight = policy({
  ...{ Effect: "Allow", Action: "sts:AssumeRole" },
  Principal: { Service: "quicksight.amazonaws.com" },
});
