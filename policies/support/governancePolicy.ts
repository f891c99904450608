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

/** What a policy is about; a configuration may choose by it. */
export type Topic =
  | "access"
  | "audit"
  | "credentials"
  | "data"
  | "encryption"
  | "identity"
  | "network"
  | "operation"
  | "storage";

/** A control of a framework that a policy serves, such as `KMS.4` of AWS Security Hub. */
export interface Control {
  readonly framework:
    "AWS Control Tower" | "AWS Security Hub" | "CIS AWS" | "HIPAA" | "PCI DSS" | "SOC 2";
  readonly control: string;
}

/** A policy with all that a reader wants to know of it. */
export type GovernancePolicy = ResourceValidationPolicy &
  Partial<StackValidationPolicy> &
  Described & {
    /** Why the rule is there; `url` is the source. */
    readonly why: string;
    readonly topics: readonly Topic[];
    readonly controls: readonly Control[];
  };
