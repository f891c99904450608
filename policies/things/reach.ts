import { matchesGlob } from "../support/matchesGlob.ts";
import type { Statement } from "./document.ts";

/** Whether a statement is about an action, by `Action` or by `NotAction`. */
export function coversAction({ actions, notActions }: Statement, action: string): boolean {
  return (
    actions.some((pattern) => matchesGlob(pattern, action)) ||
    (notActions.length > 0 && !notActions.some((pattern) => matchesGlob(pattern, action)))
  );
}

/** Whether a statement may be about any action of a service, such as `quicksight`. */
export function reachesService({ actions, notActions }: Statement, service: string): boolean {
  return (
    actions.some((pattern) => matchesGlob(pattern.split(":")[0] ?? "", service)) ||
    (notActions.length > 0 && !notActions.some((pattern) => matchesGlob(pattern, `${service}:*`)))
  );
}

/** The actions of a statement that are not among those that are allowed; `NotAction` and wildcards never are. */
export function actionsBeyond(
  { actions, notActions }: Statement,
  allowed: readonly string[],
): readonly string[] {
  const known = new Set(allowed.map((action) => action.toLowerCase()));
  return [
    ...actions.filter((action) => !known.has(action.toLowerCase())),
    ...(notActions.length > 0 ? ["NotAction"] : []),
  ];
}

/**
 * Whether a pattern of resources is about each of these, in whatever partition, Region and account it names: given names that have
 * nothing in common, whether it is about all of their kind.
 *
 * @param names as they end an ARN of the service, such as `key/…`
 */
export function coversEach(pattern: string, service: string, names: readonly string[]): boolean {
  const parts = pattern.split(":");
  const part = (index: number, otherwise: string) => {
    const given = parts[index] ?? "";
    return /^[\w-]+$/.test(given) ? given : otherwise;
  };
  const region = part(3, service === "iam" ? "" : "eu-west-1");
  const start = `arn:${part(1, "aws")}:${service}:${region}:${part(4, "111122223333")}`;
  return names.every((name) => matchesGlob(pattern, `${start}:${name}`));
}

/** Whether a pattern matches all that another one matches: what is `*` in the other, only `*` stands for. */
export function coversPattern(pattern: string, other: string): boolean {
  let [at, otherAt, star, mark] = [0, 0, -1, 0];
  while (otherAt < other.length) {
    const [one, theirs] = [pattern[at], other[otherAt]];
    if (one === "*") {
      star = at;
      mark = otherAt;
      at += 1;
    } else if (one === theirs || (one === "?" && theirs !== "*")) {
      at += 1;
      otherAt += 1;
    } else if (star >= 0) {
      mark += 1;
      at = star + 1;
      otherAt = mark;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Whether a managed policy is one of AWS's own, and so none of any stack. */
export function isOfAws(arn: string): boolean {
  return /^arn:[^:]*:iam::aws:policy\//.test(arn);
}

/** The account in the ARN of a principal, or the principal that is an account: `AWS:arn:aws:iam::111122223333:root`, `AWS:111122223333`. */
export function accountOf(principal: string): string | undefined {
  return /^(?:AWS:|Federated:)?(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(principal)?.[1];
}
