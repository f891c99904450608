/** Type tokens of the dynamic resources, as the engine, the state and policies see them. Frozen once released. */
export const tokens = {
  apiDataSource: "pulumi-nodejs:dynamic/quicksight:ApiDataSource",
  assetAccess: "pulumi-nodejs:dynamic/quicksight:AssetAccess",
  completion: "pulumi-nodejs:dynamic/quicksight:Completion",
  dashboardFromDefinition: "pulumi-nodejs:dynamic/quicksight:DashboardFromDefinition",
  reencryption: "pulumi-nodejs:dynamic/quicksight:Reencryption",
  keyAccess: "pulumi-nodejs:dynamic/quicksight:KeyAccess",
  roster: "pulumi-nodejs:dynamic/quicksight:Roster",
  secretValue: "pulumi-nodejs:dynamic/quicksight:SecretValue",
  serviceRole: "pulumi-nodejs:dynamic/quicksight:ServiceRole",
} as const;
