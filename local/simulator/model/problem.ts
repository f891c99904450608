/**
 * What is wrong with a value: it breaks a constraint that the API model itself states, or one that only its documentation does.
 * AWS's framework answers the first before the service looks at the call; the second is the service's own.
 */
export interface Problem {
  readonly breaks: "model" | "documentation";
  /** Where, as AWS writes it: `tags.1.member.key`. */
  readonly path: string;
  readonly constraint: string;
  /** The value in its quotes, or `null`; absent where it is not to be shown. */
  readonly shown?: string | undefined;
}

/** A problem in AWS's words (boto/boto3#2601). */
export function describeProblem({ path, constraint, shown }: Problem): string {
  const value = shown === undefined ? "Value" : `Value ${shown}`;
  return `${value} at '${path}' failed to satisfy constraint: ${constraint}`;
}
