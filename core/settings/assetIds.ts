/** Ids of the assets that this program declares itself begin with this; their grants belong to their own resources. */
export const declaredAssetPrefix = "qsgov-";

/** What ends the name of the data set, source and file that hold the row rules of a data set. */
export const rulesSuffix = "-rules";

/** Characters of a data set's id (API reference of DataSet, `DataSetId`). */
export const longestDataSetId = 96;

/** The id in QuickSight of what is declared under a name that begins with its namespace. */
export function assetIdOf(name: string): string {
  return `${declaredAssetPrefix}${name}`;
}

/** The id in QuickSight of what a tenant declares under a name. */
export function declaredIdOf(namespace: string, name: string): string {
  return assetIdOf(`${namespace}-${name}`);
}

/**
 * The id in QuickSight of a folder that a tenant declares. Folders take no dots in their ids (API model, `RestrictiveResourceId`), which
 * names of namespaces may have.
 */
export function folderIdOf(namespace: string, key: string): string {
  return declaredIdOf(namespace.replaceAll(".", "_dot_"), key);
}
