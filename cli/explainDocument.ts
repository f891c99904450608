import type {
  AssetReader,
  NamedPerson,
  PersonAccess,
  Snapshot,
  SnapshotAsset,
  Way,
} from "@quicksight-governance/core/explain";
import { unreadIn, type verifyPerson } from "@quicksight-governance/core/explain";
import type { ReaderSight } from "./explainReaders.ts";
import type { DescribedPast } from "./describePast.ts";
import type { ExplainedDataSet } from "./explainSight.ts";
import type { ExplainedGroup } from "./explainGroups.ts";

/** All that is said of a person. */
export interface ExplainedPerson extends NamedPerson {
  readonly access: PersonAccess;
  readonly groups: readonly ExplainedGroup[];
  /** What they see of the data sets that they read. */
  readonly dataSets: readonly ExplainedDataSet[];
  /** Of an account as it was: how that came about. */
  readonly past?: DescribedPast | undefined;
  /** Absent when the service was not asked. */
  readonly verified?: Awaited<ReturnType<typeof verifyPerson>> | undefined;
}

/** What `qsgov explain PERSON --json` prints. */
export function personDocument(
  asked: string,
  { namespace, person, groups, access, dataSets, past, verified }: ExplainedPerson,
  snapshot: Snapshot,
): object {
  return {
    ...{ command: "explain", at: snapshot.at, person: asked, namespace },
    ...{ userName: person.userName, email: person.email, role: person.role, groups },
    assets: access.assets.map(({ asset, level, ways }) => ({
      ...{ ...idOf(asset), level, via: ways.map(viaOf) },
    })),
    dataSets: dataSets.map(seenOf),
    ...(past === undefined ? {} : { past }),
    ...(verified === undefined ? {} : { verified }),
    unknown: unreadIn(snapshot),
  };
}

/** All that is said of an asset. */
export interface ExplainedAsset {
  readonly asset: SnapshotAsset;
  readonly readers: readonly AssetReader[];
  /** What they see of the data that it shows. */
  readonly sights: readonly ReaderSight[];
  /** The data sets that it shows, itself if it is one, as far as they were read. */
  readonly dataSets: readonly SnapshotAsset[];
  /** Of an account as it was: how that came about. */
  readonly past?: DescribedPast | undefined;
}

/** What `qsgov explain KIND:ASSET --json` prints. */
export function assetDocument(
  { asset, readers, sights, dataSets: shown, past }: ExplainedAsset,
  snapshot: Snapshot,
): object {
  const seen = new Map(
    sights.flatMap(({ people, dataSets }) =>
      people.map(({ namespace, person }) => [`${namespace}/${person.userName}`, dataSets]),
    ),
  );
  return {
    ...{ command: "explain", at: snapshot.at, asset: idOf(asset) },
    people: readers.map(({ namespace, person, level, ways }) => ({
      ...{ person: person.email || person.userName, userName: person.userName, namespace },
      ...{ level, via: ways.map(viaOf) },
      ...seenBy(seen.get(`${namespace}/${person.userName}`)),
    })),
    sessions: shown.flatMap(({ id, protection }) =>
      protection?.tags === undefined ? [] : [{ id, ...protection.tags }],
    ),
    ...(past === undefined ? {} : { past }),
    ...(asset.unreadable === undefined ? {} : { unreadable: asset.unreadable }),
    unknown: unreadIn(snapshot),
  };
}

function seenBy(dataSets: readonly ExplainedDataSet[] | undefined) {
  return dataSets === undefined
    ? {}
    : {
        dataSets: dataSets.map((one) => {
          const { via: _, ...seen } = seenOf(one);
          return seen;
        }),
      };
}

/** A data set with what somebody sees of it; `unconfirmed`: what it is made of and may be limited by. */
function seenOf({ region, id, name, through, sight, allRows, unread, ...seen }: ExplainedDataSet) {
  const { rules = [] } = seen;
  const { past, owned, hidden, unconfirmed, tags } = sight;
  return {
    ...{ region, id, name, via: through.map(idOf), allRows },
    ...(past === undefined ? {} : { past, owned: owned.map(viaOf) }),
    ...{ rows: rules.map(({ values }) => values), rules, hiddenColumns: hidden },
    ...(unconfirmed === undefined ? {} : { unconfirmed }),
    ...(tags === undefined ? {} : { sessions: tags }),
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
