import type { GovernedNamespace } from "@quicksight-governance/core/people";

type DeclaredGroups = NonNullable<GovernedNamespace["groups"]>;

/** The groups that are to be made, a line each, sorted: the name in the settings, and the description where there is one. */
export function formatGroups(groups: DeclaredGroups): string {
  return Object.entries(groups)
    .filter(([, { existing }]) => existing !== true)
    .map(([group, { description = "" }]) =>
      `${group.padEnd(nameWidth)}  ${description.replaceAll(/\s+/gu, " ").trim()}`.trimEnd(),
    )
    .sort()
    .join("\n");
}

/** Fixed, so that a longer name elsewhere never rewrites the other lines. */
const nameWidth = 22;

/** Reads what {@link formatGroups} wrote. Names in the settings hold no spaces. */
export function parseGroups(text: string): DeclaredGroups {
  return Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => {
        const [, group = "", description = ""] = /^(\S+) *(.*)$/u.exec(line) ?? [];
        return [group, description === "" ? {} : { description }];
      }),
  );
}

/** The text with the groups that are there, for what a refresh shows. */
export function keepGroups(text: string, actual: readonly string[]): string {
  return text
    .split("\n")
    .filter((line) => actual.includes(line.split(" ")[0] ?? ""))
    .join("\n");
}
