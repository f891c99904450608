/** Keys of settings whose values are secrets: no message shows them. */
export const secretKeys: ReadonlySet<PropertyKey | undefined> = new Set(["matchAll"]);
