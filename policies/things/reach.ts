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

/** The account in the ARN of a principal, or the principal that is an account: `AWS:arn:aws:iam::111122223333:root`, `AWS:111122223333`. */
export function accountOf(principal: string): string | undefined {
  return /^(?:AWS:|Federated:)?(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(principal)?.[1];
}
