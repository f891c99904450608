/** Groups that give a role: everybody is in one of them. */
const teams = ["team-0", "team-1", "team-2", "team-3", "team-4"] as const;
/** Data segments: everybody is in one of them, too. */
const regions = ["region-0", "region-1", "region-2", "region-3", "region-4"] as const;

/** The groups of the organisation that is measured; each has a fifth of the people. */
export const groups: readonly string[] = [...teams, ...regions];

/** The email of the person with this number, from 0 on. */
export function emailOf(number: number): string {
  return `person-${String(number).padStart(6, "0")}@example.com`;
}

/** The groups of the person with this number. */
export function groupsOf(number: number): readonly [team: string, region: string] {
  return [
    teams[number % teams.length] ?? teams[0],
    regions[Math.floor(number / teams.length) % regions.length] ?? regions[0],
  ];
}

/**
 * An organisation of so many people, each in two groups, as the text of a membership file. With `changed`, the first of them
 * has moved from one region to the next.
 */
export function makePeople(count: number, changed = false): string {
  const rows: { group: string; user: string; email: string }[] = [];
  for (let number = 0; number < count; number += 1) {
    const email = emailOf(number);
    const [team, region] = groupsOf(number);
    const moved = changed && number === 0 ? regions[1] : region;
    for (const group of [team, moved]) rows.push({ group, user: email.split("@")[0] ?? "", email });
  }
  return rows.map(({ group, user, email }) => `default,${group},${user},${email}\n`).join("");
}
