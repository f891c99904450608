import type { Rule, Situation } from "../../reconcile/rule.ts";
import type { ActualKeyAccess, DesiredKeyAccess, KeyAccessStep } from "./keyAccess.ts";

type KeyAccessRule = Rule<DesiredKeyAccess, ActualKeyAccess, KeyAccessStep>;

/** What each change does, for whoever must decide. */
const effects: Readonly<Record<Exclude<KeyAccessStep["kind"], "record">, string>> = {
  disable:
    "would be disabled: within 15 minutes nobody opens in QuickSight what is encrypted with it, and whoever else uses the key cannot either",
  deny: "would be denied to QuickSight by its policy: within 15 minutes nobody opens there what is encrypted with it",
  enable: "would be enabled again: what is encrypted with it opens to whoever may see it",
  allow:
    "would be allowed to QuickSight again: what is encrypted with it opens to whoever may see it",
};

/**
 * No key is revoked or restored unasked. What a person approved and a run that was killed did not get to is not asked again, until another
 * run wants something else: otherwise nobody could finish an emergency.
 */
export const keyAccessRules: readonly KeyAccessRule[] = [
  {
    name: "key-access",
    counts: ({ plan }: Situation<DesiredKeyAccess, ActualKeyAccess, KeyAccessStep>) =>
      plan.steps.flatMap(({ kind, keyArn }) =>
        kind === "record" ? [] : [{ subject: `key ${keyArn}`, count: 1, of: 1, names: [kind] }],
      ),
    limit: () => 0,
    resumes: true,
    say: ({ subject, names: [kind = ""] = [] }) =>
      `${subject} ${effects[kind as keyof typeof effects]}; the limit is 0: a person decides this each time`,
  },
];
