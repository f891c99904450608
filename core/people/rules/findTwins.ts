import type { PeopleSituation } from "./peopleSituation.ts";

/**
 * People who would be registered and are there already: as somebody who is not managed here, under another role with the same
 * session name or with the same email, or as somebody of ours who has their email under another session name.
 */
export function findTwins({ actual, plan }: PeopleSituation): string[] {
  const names = [
    ...actual.unmanaged.flatMap(({ userName, email }) => [
      userName.split("/").slice(1).join("/"),
      email,
    ]),
    ...actual.people.map(({ email }) => email),
  ];
  const known = new Set(names.filter((name) => name !== "").map((name) => name.toLowerCase()));
  return plan.steps.flatMap((step) =>
    step.kind === "register" &&
    [step.session, step.email].some((name) => known.has(name.toLowerCase()))
      ? [step.session]
      : [],
  );
}
