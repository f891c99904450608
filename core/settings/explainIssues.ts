import type { z } from "zod";
import type { Problem } from "./problem.ts";
import { secretKeys } from "./secretKeys.ts";
import { showValue } from "./showValue.ts";

/**
 * zod's issues as problems, and what it overlooks: `key: what is wrong (got …); what to do`.
 *
 * @param root  the key of the value, which every `where` begins with: `account` or `tenant`
 * @param value what was parsed, to show what was found
 */
export function explainIssues(
  root: string,
  error: z.ZodError | undefined,
  value: unknown,
): Problem[] {
  const problems = (error?.issues ?? []).flatMap((issue) => explainIssue(root, issue, value));
  const named = new Set(problems.map(({ where }) => where));
  return [...problems, ...findDropped(root, value).filter(({ where }) => !named.has(where))];
}

/** zod drops the key `__proto__` of a record without a word, which JSON and YAML may well have. */
function findDropped(where: string, value: unknown): Problem[] {
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const place = `${where}.${key}`;
    if (key !== "__proto__") return findDropped(place, inner);
    return [{ where: place, message: "is not a good name; use another" }];
  });
}

function explainIssue(root: string, issue: z.core.$ZodIssue, value: unknown): Problem[] {
  const where = [root, ...issue.path.map(String)].join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      where: `${where}.${key}`,
      message: "is not a setting; correct its name or remove it",
    }));
  }
  if (issue.code === "invalid_key") {
    const rule = issue.issues[0]?.message ?? issue.message;
    return [{ where, message: `is not a good name; ${rule}` }];
  }
  if (issue.code === "invalid_union") {
    // Of the ways to write it, the one that takes such a value, but not all that is in it.
    const [way, ...others] = issue.errors.filter((issues) => issues.every(isWithin));
    if (way !== undefined && others.length === 0) {
      return way.flatMap((inner) => {
        return explainIssue(root, { ...inner, path: [...issue.path, ...inner.path] }, value);
      });
    }
  }
  const found = issue.path.reduce<unknown>(
    (inner, key) => (isRecord(inner) ? inner[String(key)] : undefined),
    value,
  );
  const rule = issue.message.replace(/^Invalid (input|option): expected/, "use");
  const message =
    found === undefined
      ? `is missing; ${rule.replace(/, received .*$/, "")}`
      : `is wrong${secretKeys.has(issue.path.at(-1)) ? "" : ` (got ${showValue(found)})`}; ${rule}`;
  return [{ where, message }];
}

/** Whether a value is of the right kind, and something in it is wrong. */
function isWithin({ code, path }: z.core.$ZodIssue): boolean {
  return path.length > 0 || code === "unrecognized_keys";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
