/** A tag as every AWS service writes it. */
export interface Tag {
  Key?: string | undefined;
  Value?: string | undefined;
}

/** Tags as most services take them. */
export function toTagList(
  tags: Record<string, string> | undefined,
): { Key: string; Value: string }[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags as Pulumi shows them, without those that AWS itself sets. */
export function fromTagList(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries(
    (tags ?? [])
      .filter(({ Key }) => Key?.startsWith("aws:") === false)
      .map(({ Key = "", Value = "" }) => [Key, Value]),
  );
}

/** What to set and which keys to drop for services that change tags in two calls. */
export function tagChanges(
  live: Record<string, string>,
  wanted: Record<string, string> | undefined,
): { set: { Key: string; Value: string }[]; drop: string[] } {
  const goal = wanted ?? {};
  return {
    set: toTagList(goal).filter(({ Key, Value }) => live[Key] !== Value),
    drop: Object.keys(live).filter((key) => !(key in goal)),
  };
}
