import type { PolicyResource, StackValidation } from "@pulumi/policy";
import { formatViolation, type Violation } from "./formatViolation.ts";
import { type ConfigOf, configOf, type Settings } from "./setting.ts";

/** Judges resources together. */
export type StackCheck<S extends Settings> = (
  resources: readonly PolicyResource[],
  config: ConfigOf<S>,
  report: (resource: PolicyResource, violation: Violation) => void,
) => void;

/** A validation over the whole stack, for what no resource shows alone. */
export function overStack<S extends Settings>(settings: S, check: StackCheck<S>): StackValidation {
  return (args, report) => {
    check(args.resources, configOf(settings, args), (resource, violation) => {
      report(formatViolation(resource.name, violation), resource.urn);
    });
  };
}
