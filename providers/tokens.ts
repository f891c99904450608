/** Type tokens of the dynamic resources, as the engine, the state and policies see them. Frozen once released. */
export const tokens = {
  assetAccess: "pulumi-nodejs:dynamic/quicksight:AssetAccess",
  groups: "pulumi-nodejs:dynamic/quicksight:Groups",
  roster: "pulumi-nodejs:dynamic/quicksight:Roster",
} as const;
