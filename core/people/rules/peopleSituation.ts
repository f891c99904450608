import type { Rule, Situation } from "../../reconcile/rule.ts";
import type { GovernedNamespace } from "../governedNamespace.ts";
import type { ActualNamespace } from "../readNamespace.ts";
import type { PeopleStep } from "../step.ts";

/** A plan for people, with what it is made from. */
export type PeopleSituation = Situation<GovernedNamespace, ActualNamespace, PeopleStep>;

/** A rule of the guard about people. */
export type PeopleRule = Rule<GovernedNamespace, ActualNamespace, PeopleStep>;
