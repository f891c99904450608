import { nameFew } from "../../reconcile/nameFew.ts";
import type { Guarded } from "../../reconcile/subject.ts";
import type { Rule, Situation } from "../../reconcile/rule.ts";
import type { ActualKeys, GovernedKeys } from "./governedKeys.ts";
import { describeRemedies } from "./describeRemedies.ts";
import type { UnregisterStep } from "./planKeys.ts";

type KeysRule = Rule<GovernedKeys, ActualKeys, UnregisterStep>;
type KeysSituation = Situation<GovernedKeys, ActualKeys, UnregisterStep>;

/** No key goes unasked that something needs, or that somebody else put there. */
const limit = () => 0;

const rules: readonly KeysRule[] = [
  {
    name: "key-in-use",
    counts: ({ plan }: KeysSituation) =>
      plan.steps.map((step) => {
        const { length: count } = step.usedBy;
        return { subject: nameOf(step), count, of: count, names: step.usedBy };
      }),
    limit,
    say: ({ subject, count, names = [] }) =>
      `${subject} would be registered no more and ${count === 1 ? "1 thing is" : `${count} things are`} encrypted with it (${nameFew(names)}); the limit is 0: nobody could read them any more when the key goes. ${describeRemedies(names)}. ${subject.endsWith(untilNow) ? inTwoRuns : "Take the key out once nothing uses it"}; enable one that is disabled before the list of keys is changed`,
  },
  {
    name: "key-uses-unknown",
    counts: ({ plan, actual: { unreadable } }) =>
      plan.steps.flatMap((step) => {
        const reason = unreadable.get(step.keyArn);
        if (reason === undefined) return [];
        return [{ subject: nameOf(step), count: 1, of: 1, names: [reason] }];
      }),
    limit,
    say: ({ subject, names = [] }) =>
      `${subject} would be registered no more, and what is encrypted with it cannot be found out (${names.join("; ")}); the limit is 0: allow kms:ListGrants on it`,
  },
  {
    name: "key-of-others",
    counts: ({ plan }) =>
      plan.steps
        .filter(({ name }) => name === undefined)
        .map((step) => ({ subject: nameOf(step), count: 1, of: 1 })),
    limit,
    say: ({ subject }) =>
      `${subject} was registered by somebody else and would be registered no more; the limit is 0: a registration is one list for the account and Region. To keep it, name it in account.keys with its arn`,
  },
];

/** Which registered keys an account may lose: without a customer's key its data can be read by nobody. */
export const keysGuard: Guarded<GovernedKeys, ActualKeys, UnregisterStep> = {
  name: "keys",
  rules,
  steps: { unregister: { describe: (step) => `- ${nameKey(step)}` } },
  takes: ({ keyArn }) => [`unregister ${keyArn}`],
  needsJournal: () => false,
  identify: ({ accountId, region }) => ({ accountId, region }),
  verbatim: ({ keyArn }) => ({ unregister: keyArn }),
  placeOf: ({ accountId, region }) => `account ${accountId} in ${region}`,
};

/** What a key is called that goes in the run that makes another the default. */
const untilNow = ", the default until now,";

const inTwoRuns =
  "These are two runs: keep it in account.keys in this run, which makes another key the default and brings what it can under that one, and take it out in the next";

/** The subject of a sentence. */
function nameOf(step: UnregisterStep): string {
  if (step.isDefault === true) return `${nameKey(step)}${untilNow}`;
  return step.state === undefined ? nameKey(step) : `${nameKey(step)}, which is ${step.state},`;
}

function nameKey({ name, keyArn }: UnregisterStep): string {
  return name === undefined ? `key ${keyArn}` : `key ${name} (${keyArn})`;
}
