import { landingKey } from "../settings/landingPage.ts";
import type { TenantSettings } from "../settings/tenantSettings.ts";
import { landingColumns } from "./landingRows.ts";

/**
 * The settings with the data of the landing page among that of the tenant: so it is guarded, taken up, kept and granted as all data is.
 * Its file is made by the program, and none of the project's. Unchanged without a landing page.
 */
export function withLandingData(settings: TenantSettings): TenantSettings {
  const { landing, dataSources, dataSets } = settings;
  if (landing === undefined) return settings;
  const nobody = { owners: [], viewers: [] };
  const name = `Landing page of ${settings.namespace}`;
  const columns = landingColumns.map((column) => ({ name: column, type: "STRING" as const }));
  return {
    ...settings,
    dataSources: { ...dataSources, [landingKey]: { ...nobody, type: "S3", name, file: "" } },
    dataSets: {
      ...dataSets,
      [landingKey]: { ...nobody, name, source: landingKey, columns, import: "SPICE", allRows: [] },
    },
  };
}
