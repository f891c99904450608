import type {
  AssetReader,
  NamedPerson,
  PersonAccess,
  Snapshot,
  SnapshotAsset,
  Way,
} from "@quicksight-governance/core/explain";
import { unreadIn, type verifyPerson } from "@quicksight-governance/core/explain";
import type { ExplainedDataSet } from "./explainSight.ts";
import type { ExplainedGroup } from "./explainGroups.ts";

/** All that is said of a person. */
export interface ExplainedPerson extends NamedPerson {
  readonly access: PersonAccess;
  readonly groups: readonly ExplainedGroup[];
  /** What they see of the data sets that they read. */
  readonly dataSets: readonly ExplainedDataSet[];
  /** Absent when the service was not asked. */
  readonly verified?: Awaited<ReturnType<typeof verifyPerson>> | undefined;
}

/** What `qsgov explain PERSON --json` prints. */
export function personDocument(
  asked: string,
  { namespace, person, groups, access, dataSets, verified }: ExplainedPerson,
  snapshot: Snapshot,
): object {
  return {
    ...{ command: "explain", at: snapshot.at, person: asked, namespace },
    ...{ userName: person.userName, email: person.email, role: person.role, groups },
    assets: access.assets.map(({ asset, level, ways }) => ({
      ...{ ...idOf(asset), level, via: ways.map(viaOf) },
    })),
    dataSets: dataSets.map(seenOf),
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

/** A data set with what somebody sees of it; `unconfirmed`: what it is made of and may be limited by. */
function seenOf({ region, id, name, through, sight, allRows, unread, ...seen }: ExplainedDataSet) {
  const { rules = [] } = seen;
  const { past, owned, hidden, unconfirmed } = sight;
  return {
    ...{ region, id, name, via: through.map(idOf), allRows },
    ...(past === undefined ? {} : { past, owned: owned.map(viaOf) }),
    ...{ rows: rules.map(({ values }) => values), rules, hiddenColumns: hidden },
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
    ...(unread === undefined ? {} : { unread }),
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
