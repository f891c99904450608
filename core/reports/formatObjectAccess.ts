import { formatCsv } from "../csv/formatCsv.ts";
import { parsePrincipal } from "../explain/principals.ts";
import type { Snapshot, SnapshotAsset, SnapshotGrant } from "../explain/snapshot.ts";

/** One principal on one asset. */
interface AccessRow {
  readonly asset: SnapshotAsset;
  readonly grant: SnapshotGrant;
  /** True of what only who has the link may do. */
  readonly link: boolean;
}

const typeOf = ({ principal }: SnapshotGrant) => parsePrincipal(principal);

/** The columns of object_access.csv, and what stands in them. */
const columns: Readonly<Record<string, (row: AccessRow) => string | undefined>> = {
  region: ({ asset }) => asset.region,
  type: ({ asset }) => asset.kind,
  asset_name: ({ asset }) => asset.name,
  asset_id: ({ asset }) => asset.id,
  principal_type: ({ grant }) => typeOf(grant)?.type ?? "other",
  principal: ({ grant }) => {
    const found = typeOf(grant);
    return found === undefined ? grant.principal : found.name || found.namespace;
  },
  namespace: ({ grant }) => typeOf(grant)?.namespace,
  actions: ({ grant }) => grant.actions.join(" "),
  link: ({ link }) => (link ? "true" : ""),
};

/** A CSV file with a header and a line for each principal on each asset: what was granted, as QuickSight has it. */
export function formatObjectAccess({ assets }: Pick<Snapshot, "assets">): string {
  const rows = assets.flatMap((asset) => [
    ...asset.grants.map((grant) => ({ asset, grant, link: false })),
    ...(asset.link ?? []).map((grant) => ({ asset, grant, link: true })),
  ]);
  return formatCsv(rows, columns);
}
