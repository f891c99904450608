import type { Policy, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

/** The fields that every policy of this pack fills in. */
type Described = Required<
  Pick<
    Policy,
    | "name"
    | "description"
    | "enforcementLevel"
    | "severity"
    | "configSchema"
    | "remediationSteps"
    | "url"
  >
>;

/** A policy with all that a reader wants to know of it. */
export type GovernancePolicy = (ResourceValidationPolicy | StackValidationPolicy) &
  Described & {
    /** Why the rule is there; `url` is the source. */
    readonly why: string;
  };
