/** Whether the access that a stack has recorded is that of its folders, and not of the setting `access`. */
export function isOfFolders(outputs: Readonly<Record<string, unknown>>): boolean {
  return typeof outputs["folders"] === "string";
}
