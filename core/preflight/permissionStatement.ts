/** Actions that a caller needs on resources of one type: a part of an IAM policy that allows. */
export interface PermissionStatement {
  /** What it is for; statements with the same one are one in the policy. */
  readonly sid: string;
  readonly actions: readonly string[];
  /** Each action is needed on each of them; `*` for actions without a type of resource. */
  readonly resources: readonly string[];
  /**
   * Where it is called, of resources whose ARN has no Region.
   * @default the stack's Region; for calls of IAM the one that IAM has in the partition
   */
  readonly region?: string;
  /** Keys of conditions with the value that they have in the calls; the policy allows with no other. */
  readonly condition?: Readonly<Record<string, string>>;
  /**
   * What is not so without these rights, as the rest of a sentence; the run goes on.
   * @default the run cannot go on
   */
  readonly without?: string;
  /**
   * True for what the program has done itself by then, or asks about for one thing alone: IAM is not asked with the others. A simulation
   * does not see what the resource's own policy allows.
   * @default false
   */
  readonly tried?: boolean;
}
