import type {
  AssetReader,
  NamedPerson,
  PersonAccess,
  Snapshot,
  SnapshotAsset,
  Way,
} from "@quicksight-governance/core/explain";
import { unreadIn, type verifyPerson } from "@quicksight-governance/core/explain";
import type { ExplainedGroup } from "./explainGroups.ts";

/** All that is said of a person. */
export interface ExplainedPerson extends NamedPerson {
  readonly access: PersonAccess;
  readonly groups: readonly ExplainedGroup[];
  /** Absent when the service was not asked. */
  readonly verified?: Awaited<ReturnType<typeof verifyPerson>> | undefined;
}

/** What `qsgov explain PERSON --json` prints. */
export function personDocument(
  asked: string,
  { namespace, person, groups, access, verified }: ExplainedPerson,
  snapshot: Snapshot,
): object {
  return {
    ...{ command: "explain", at: snapshot.at, person: asked, namespace },
    ...{ userName: person.userName, email: person.email, role: person.role, groups },
    assets: access.assets.map(({ asset, level, ways }) => ({
      ...{ ...idOf(asset), level, via: ways.map(viaOf) },
    })),
    dataSets: access.dataSets.map(({ region, id, through }) => ({
      ...{ region, id, name: nameOf(snapshot, region, id), via: through.map(idOf) },
    })),
    ...(verified === undefined ? {} : { verified }),
    unknown: unreadIn(snapshot),
  };
}

/** What `qsgov explain KIND:ASSET --json` prints. */
export function assetDocument(
  asset: SnapshotAsset,
  readers: readonly AssetReader[],
  snapshot: Snapshot,
): object {
  return {
    ...{ command: "explain", at: snapshot.at, asset: idOf(asset) },
    people: readers.map(({ namespace, person, level, ways }) => ({
      ...{ person: person.email || person.userName, userName: person.userName, namespace },
      ...{ level, via: ways.map(viaOf) },
    })),
    ...(asset.unreadable === undefined ? {} : { unreadable: asset.unreadable }),
    unknown: unreadIn(snapshot),
  };
}

const idOf = ({ kind, region, id, name }: SnapshotAsset) => ({ kind, region, id, name });

function viaOf({ type, principal, level, folder, link }: Way) {
  return {
    ...{ type, principal, level },
    ...(folder === undefined ? {} : { folder }),
    ...(link === undefined ? {} : { link }),
  };
}

function nameOf({ assets }: Snapshot, region: string, id: string): string {
  const found = assets.find(
    (asset) => asset.kind === "data-set" && asset.region === region && asset.id === id,
  );
  return found?.name ?? "";
}
