import { namespaceArnOf, type NamespaceScope } from "@quicksight-governance/core/aws";

/** A group as it is declared, with its name in QuickSight. */
export interface DeclaredGroup {
  readonly groupName: string;
  /** Absent: whatever it says is left as it is, as the API has no way to clear it. */
  readonly description?: string | undefined;
}

/** What a Groups resource holds, as inputs and as state alike. */
export interface GroupsState {
  /** Account, partition, identity Region and namespace. */
  readonly namespaceArn: string;
  /** A line per group, sorted: its name, and its description in quotes where there is one. */
  readonly groups: string;
}

/** The state for groups of a namespace. */
export function groupsState(scope: NamespaceScope, groups: readonly DeclaredGroup[]): GroupsState {
  return { namespaceArn: namespaceArnOf(scope), groups: formatGroups(groups) };
}

/** A line per group; names with anything but letters, digits, dots, dashes and underscores are quoted as well. */
export function formatGroups(groups: readonly DeclaredGroup[]): string {
  return groups
    .map(({ groupName, description }) => {
      const name = /^[\w.-]+$/.test(groupName) ? groupName : JSON.stringify(groupName);
      return description === undefined ? name : `${name} ${JSON.stringify(description)}`;
    })
    .sort()
    .join("\n");
}

/** What {@link formatGroups} wrote. */
export function parseGroups(text: string): DeclaredGroup[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [, name = "", description] = /^("(?:[^"\\]|\\.)*"|\S+)(?: (".*"))?$/.exec(line) ?? [];
      const groupName = name.startsWith('"') ? (JSON.parse(name) as string) : name;
      if (description === undefined) return { groupName };
      return { groupName, description: JSON.parse(description) as string };
    });
}
