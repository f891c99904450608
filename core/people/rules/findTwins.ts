import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * People who would be registered and are there already as somebody who is not managed here: under another role with the same
 * session name, or with the same email.
 */
export function findTwins({ actual, plan }: PeopleSituation): string[] {
  const known = new Set(
    actual.unmanaged.flatMap(({ userName, email }) =>
      [userName.split("/").slice(1).join("/"), email]
        .filter((name) => name !== "")
        .map((name) => name.toLowerCase()),
    ),
  );
  return plan.steps.flatMap((step) =>
    step.kind === "register" &&
    [step.session, step.email].some((name) => known.has(name.toLowerCase()))
      ? [step.session]
      : [],
  );
}
