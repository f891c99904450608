import type { Asset } from "../../assets/asset.ts";
import type { ListedDataSet } from "../audit/encryptionRows.ts";
import { encryptedThing } from "../encryptedThing.ts";

/** What nobody can open while QuickSight may not use a key. */
export interface Dark {
  /** Undefined where that cannot be found out. */
  readonly isRegistered: boolean | undefined;
  /** True: everything new would be encrypted with it, so that nothing can be loaded any more. */
  readonly isDefault: boolean | undefined;
  /** In SPICE, encrypted with the key. */
  readonly dataSets: readonly Asset[];
  /** Whose credentials are encrypted with it, by id. */
  readonly dataSources: readonly Asset[];
  /** In direct query through these sources, or made of data sets that are dark. */
  readonly directDataSets: readonly Asset[];
  /** In SPICE through these sources: they open, and cannot be loaded. */
  readonly stale: readonly Asset[];
  readonly dashboards: readonly Asset[];
  readonly analyses: readonly Asset[];
  readonly topics: readonly Asset[];
  /** ARNs of whatever else of QuickSight's is encrypted with it: reports. */
  readonly reports: readonly string[];
  /** Namespaces in which somebody may open some of these dashboards. */
  readonly tenants: readonly { readonly namespace: string; readonly dashboards: number }[];
  /** Who else holds a grant on the key: disabling it is about them too. */
  readonly others: readonly string[];
  /** What could not be found out, and why. */
  readonly unknown: readonly string[];
}

/** What is known of a key and of what is built on data. */
export interface Known {
  /** ARNs of what QuickSight holds a grant for. */
  readonly encrypted: readonly string[];
  readonly others: readonly string[];
  readonly dataSets: readonly ListedDataSet[];
  /** What uses a data set or a data source, by its ARN. */
  readonly uses: ReadonlyMap<string, readonly Asset[]>;
}

type Traced = Pick<
  Dark,
  | "dataSets"
  | "dataSources"
  | "directDataSets"
  | "stale"
  | "dashboards"
  | "analyses"
  | "topics"
  | "reports"
  | "others"
>;

/**
 * Follows what is encrypted to what is built on it, pure. A data set in SPICE is as closed as its own rows: what it was made of matters
 * when it is loaded again. One in direct query is as closed as what it reads.
 */
export function traceDark({ encrypted, others, dataSets, uses }: Known): Traced {
  const listed = new Map(dataSets.map((dataSet) => [dataSet.arn, dataSet]));
  const ofType = (type: string) => encrypted.filter((arn) => encryptedThing(arn).kind === type);
  const asset = (kind: string, arn: string): Asset => ({
    ...{ kind, id: encryptedThing(arn).id, name: listed.get(arn)?.name ?? "" },
  });
  // A grant may outlive what it was for.
  const closed = new Set(ofType("dataset").filter((arn) => listed.has(arn) || listed.size === 0));
  const own = [...closed];
  const sources = ofType("datasource");
  const stale = new Map<string, Asset>();
  const direct = new Map<string, Asset>();
  const arns = new Map(dataSets.map(({ id, arn }) => [id, arn]));
  const queue = [...closed, ...sources];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const user of uses.get(next) ?? []) {
      const arn = user.kind === "data-set" ? arns.get(user.id) : undefined;
      if (arn === undefined || closed.has(arn)) continue;
      if (listed.get(arn)?.isInSpice === true) {
        stale.set(arn, user);
      } else {
        closed.add(arn);
        direct.set(arn, user);
        queue.push(arn);
      }
    }
  }
  const shown = unique([...closed].flatMap((arn) => uses.get(arn) ?? []));
  const ofKind = (kind: string) => shown.filter((one) => one.kind === kind);
  return {
    dataSets: own.map((arn) => asset("data-set", arn)),
    dataSources: sources.map((arn) => asset("data-source", arn)),
    directDataSets: [...direct.values()],
    stale: [...stale.values()],
    dashboards: ofKind("dashboard"),
    analyses: ofKind("analysis"),
    topics: ofKind("topic"),
    reports: encrypted.filter(
      (arn) => !["dataset", "datasource"].includes(encryptedThing(arn).kind),
    ),
    others,
  };
}

function unique(assets: readonly Asset[]): Asset[] {
  return [...new Map(assets.map((asset) => [`${asset.kind} ${asset.id}`, asset])).values()];
}

/** Whether nothing of QuickSight's is known to be encrypted with the key. */
export function isUnused({ dataSets, dataSources, reports }: Dark): boolean {
  return dataSets.length + dataSources.length + reports.length === 0;
}
