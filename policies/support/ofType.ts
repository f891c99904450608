import type { PolicyResourceOptions, ResourceValidation } from "@pulumi/policy";
import { formatViolation, type Violation } from "./formatViolation.ts";
import { type ConfigOf, configOf, type Settings } from "./setting.ts";

/** What a policy sees of a resource before it is created or updated. */
export interface Declared {
  readonly name: string;
  /** The inputs; to be read with `read`, which bears what is not known yet. */
  readonly props: unknown;
  readonly opts: PolicyResourceOptions;
}

/** Judges one resource. */
export type Check<S extends Settings> = (
  resource: Declared,
  config: ConfigOf<S>,
  report: (violation: Violation) => void,
) => void;

/**
 * A validation for the resources of one type. `validateResourceOfType` of the SDK wants the resource's class, and with it the
 * whole provider SDK; the host compares nothing but this token.
 */
export function ofType<S extends Settings>(
  token: string,
  settings: S,
  check: Check<S>,
): ResourceValidation {
  const validate: ResourceValidation = (args, report) => {
    if (args.type !== token) {
      args.notApplicable(`Policy only applies to resources of type '${token}'`);
    }
    check(args, configOf(settings, args), (violation) => {
      report(formatViolation(args.name, violation));
    });
  };
  return Object.assign(validate, { __pulumiType: token });
}
