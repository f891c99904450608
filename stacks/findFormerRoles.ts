import type { StackResources } from "./readState.ts";

/** The federation roles that an account stack has, by what its state says. */
export interface FormerRoles {
  /** The one that the stack made, if it made one. */
  readonly made: readonly { readonly name: string; readonly urn: string }[];
  /** The name that it published: of another role where somebody else made it, or where a run failed between the two. */
  readonly announced: readonly string[];
}

/** The resources that say so. */
const madeRole = "quicksight-governance:account:FederationRole$aws:iam/role:Role::federation";
const publishedName = "$aws:ssm/parameter:Parameter::account-federation-role";

/**
 * Finds the federation roles in the state, which holds each resource as the last run left it. Parameter Store would say one of
 * the two only, and nothing where the settings have another prefix; the stack's outputs may be gone after a run that failed.
 */
export function findFormerRoles(resources: StackResources): FormerRoles {
  const find = (end: string, output: "name" | "value") =>
    Object.entries(resources).flatMap(([urn, { outputs }]) => {
      const name = urn.endsWith(end) ? outputs?.[output] : undefined;
      return typeof name === "string" ? [{ name, urn }] : [];
    });
  return {
    made: find(madeRole, "name"),
    announced: find(publishedName, "value").map(({ name }) => name),
  };
}
