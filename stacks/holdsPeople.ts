import { tokens } from "../providers/tokens.ts";
import type { StackResources } from "./readState.ts";

/** Whether a stack's state has the people of a namespace: then what is made after them, data and what is published, is this stack's. */
export function holdsPeople(resources: StackResources, namespace: string): boolean {
  return Object.keys(resources).some((urn) => urn.endsWith(`${tokens.roster}::${namespace}`));
}
