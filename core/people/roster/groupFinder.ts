import { cleanText } from "../../settings/cleanText.ts";

/**
 * Finds the group of the settings that a membership file means: by its name there, or by what the directory calls it
 * (`directory`), whatever the case.
 */
export function groupFinder(
  groups: Readonly<Record<string, { readonly directory?: readonly string[] | undefined }>>,
): (name: string) => string | undefined {
  const keys = new Map<string, string>();
  for (const [key, { directory = [] }] of Object.entries(groups)) {
    for (const name of directory) keys.set(cleanText(name).toLowerCase(), key);
  }
  for (const key of Object.keys(groups)) keys.set(key, key);
  return (name) => keys.get(name);
}
