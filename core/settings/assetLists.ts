/**
 * What the settings call the assets of each kind, by the kind: `dataSets` for `data-set`. The names are the plurals of the table of kinds; a
 * test compares them with it.
 */
export const assetLists = {
  dashboard: "dashboards",
  analysis: "analyses",
  "data-set": "dataSets",
  "data-source": "dataSources",
  folder: "folders",
  theme: "themes",
  template: "templates",
  topic: "topics",
  agent: "agents",
  space: "spaces",
  "knowledge-base": "knowledgeBases",
  flow: "flows",
  "action-connector": "actionConnectors",
  app: "apps",
} as const;

/** What the settings call the assets of a kind. */
export type AssetList = (typeof assetLists)[keyof typeof assetLists];
