import { groupPrefix, namespaceName, roleName } from "./names.ts";

const rules = { namespace: namespaceName, role: roleName, "group-prefix": groupPrefix } as const;

/** What is wrong with a name for the settings: what to use instead, or undefined when it is fine. */
export function explainName(kind: keyof typeof rules, value: string): string | undefined {
  return rules[kind].safeParse(value).error?.issues[0]?.message;
}
