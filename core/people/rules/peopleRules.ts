import { givingRules } from "./givingRules.ts";
import type { PeopleRule } from "./peopleSituation.ts";
import { takingRules } from "./takingRules.ts";

/**
 * What speaks against a plan for people. The rules come from what went wrong for others: a source that was read half or empty
 * (awslabs/ssosync#278, #194; larskanis/pg-ldap-sync#32), a group that lost all members although the limit on people held
 * (kubernetes-sigs/prow peribolos), work that lost its owner with a deleted author (hashicorp/terraform-provider-aws#43508), a
 * namespace without an admin, a limit that small steps walk around.
 */
export const peopleRules: readonly PeopleRule[] = [...takingRules, ...givingRules];
