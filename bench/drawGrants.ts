import type { Grant } from "@quicksight-governance/core/access";

/** How many dashboards and groups the access is about. */
export interface AccessSize {
  readonly dashboards: number;
  /** Three at least. */
  readonly groups: number;
}

/** One group edits every dashboard, one looks at every one, and each of the others at every tenth by name. */
export function drawGrants({ dashboards, groups }: AccessSize): Grant[] {
  const named = Array.from({ length: groups - 2 }, (_, index) => index + 2).flatMap((group) =>
    Array.from({ length: dashboards }, (_, index) => index)
      .filter((index) => (index + group) % 10 === 0)
      .map((index): Grant => ({
        ...{ group: groupAt(group), level: "viewer" },
        asset: { kind: "dashboard", id: dashboardAt(index), name: `Dashboard ${index}` },
      })),
  );
  return [
    { group: groupAt(0), level: "owner", all: "dashboard" },
    { group: groupAt(1), level: "viewer", all: "dashboard" },
    ...named,
  ];
}

/** A group's name in settings. */
export function groupAt(index: number): string {
  return `access-${index}`;
}

/** A dashboard's id. */
export function dashboardAt(index: number): string {
  return `dashboard-${index}`;
}
