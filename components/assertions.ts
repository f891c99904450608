import * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link Assertions}. */
export interface AssertionsArgs {
  /** How many assertions the tenant and its account have. */
  readonly count: number;
  /** What this run would break, or what nobody knows of it, a sentence each. */
  readonly broken: readonly string[];
  /** What is broken already and stays so, a sentence each. */
  readonly standing: readonly string[];
}

/**
 * What comes of the assertions of a tenant, for policies to read: they see resources, and neither people nor permissions. It makes nothing.
 * The program refuses what breaks an assertion by itself, with or without a policy.
 */
export class Assertions extends pulumi.ComponentResource {
  constructor(name: string, args: AssertionsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("quicksight-governance:tenant:Assertions", name, { ...args }, opts);
    // What is judged of a whole stack are outputs.
    this.registerOutputs({ ...args });
  }
}
