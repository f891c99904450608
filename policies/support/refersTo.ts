import type { PolicyResource } from "@pulumi/policy";
import { read, undecided, type Undecided } from "./read.ts";

/**
 * Whether a property of one resource names another: by the engine's record of what the property was made from, which a
 * preview has too, or else by value.
 *
 * @param names the properties of the target that such a value may hold
 */
export function refersTo(
  resource: PolicyResource,
  property: string,
  target: PolicyResource,
  names: readonly string[],
): boolean | Undecided {
  const sources = resource.propertyDependencies[property] ?? [];
  if (sources.some(({ urn }) => urn === target.urn)) return true;
  const value = read(resource.props, property);
  const targets = names.map((name) => read(target.props, name));
  if (value !== undecided && value !== undefined && targets.includes(value)) return true;
  const open = value === undecided || targets.includes(undecided);
  return open && sources.length === 0 ? undecided : false;
}
