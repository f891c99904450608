import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, ownValue } from "@quicksight-governance/core/aws";
import { hasParameter } from "@quicksight-governance/core/preflight";
import { isNative, type Problem } from "@quicksight-governance/core/settings";
import type { DataKind } from "./heldData.ts";
import { holdsPeople } from "./holdsPeople.ts";
import { nameUnder } from "./nameUnder.ts";
import { settingsParameterOf } from "./names.ts";
import { type NewId, newIds } from "./newIds.ts";
import type { StackResources } from "./readState.ts";
import type { DataSourceSettings, TenantSettings } from "./settings.ts";

/** What a run of this stack made, and its state has not: ids in AWS by the ends of URNs (see `takeUp`), and what a person calls it. */
export interface Unrecorded {
  readonly ids: ReadonlyMap<string, string>;
  readonly titles: readonly string[];
}

/** A resource that the state does not have: where its URN ends, the id for the engine, and whether AWS has it. */
interface Candidate {
  /** Absent: the engine does not import it, and its own resource takes it up. */
  readonly end: string | undefined;
  readonly id: string;
  readonly title: string;
  isThere(): Promise<boolean>;
}

const nativeData: Readonly<
  Record<DataKind, { readonly type: string; readonly separator: string }>
> = {
  "data-source": { type: "aws:quicksight/dataSource:DataSource", separator: "/" },
  "data-set": { type: "aws:quicksight/dataSet:DataSet", separator: "," },
};

/**
 * Finds what a run of this stack made that was killed between AWS's answer and the state: AWS makes neither data nor a parameter twice
 * under one id. It is all made after the people, so that a state which does not have them has made none of it.
 *
 * What cannot be looked at is taken as not there; AWS says then what is.
 *
 * @param taken data that is or may be another tenant's: see `findTakenIds`
 */
export async function findUnrecorded(
  settings: Pick<TenantSettings, "namespace" | "dataSources" | "dataSets">,
  resources: StackResources,
  {
    taken,
    accountId,
    parameterPrefix,
  }: {
    readonly taken: readonly Problem[];
    readonly accountId: string;
    readonly parameterPrefix: string;
  },
  access: AwsAccess,
): Promise<Unrecorded> {
  const { namespace, dataSources } = settings;
  const isByApi = (source: DataSourceSettings | undefined) =>
    source !== undefined && source.type !== "S3" && !isNative(source);
  if (!holdsPeople(resources, namespace)) return { ids: new Map(), titles: [] };
  const parameter = settingsParameterOf(parameterPrefix, namespace);
  const client = createQuickSight(access);
  const others = new Set(taken.map(({ where }) => where));
  const data = newIds(settings, resources)
    .filter(({ where }) => !others.has(where))
    .flatMap((one) => {
      const source = one.kind === "data-source" ? ownValue(dataSources, one.key) : undefined;
      return dataCandidates(client, accountId, one, isByApi(source));
    });
  const isPublished = Object.values(resources).some(
    ({ outputs }) => outputs?.["name"] === parameter,
  );
  const published: Candidate = {
    end: `aws:ssm/parameter:Parameter::${namespace}-settings`,
    ...{ id: parameter, title: `parameter ${parameter}` },
    isThere: () => hasParameter(parameter, access),
  };
  try {
    const found: Candidate[] = [];
    for (const one of [...data, ...(isPublished ? [] : [published])]) {
      if (await one.isThere().catch(() => false)) found.push(one);
    }
    const titles = found.map(({ title }) => title);
    const ids = found.flatMap(({ end, id }) => (end === undefined ? [] : [[end, id] as const]));
    return { ids: new Map(ids), titles };
  } finally {
    client.destroy();
  }
}

/** The data itself; with row rules comes the data source that their data set reads. */
function dataCandidates(
  client: QuickSightClient,
  accountId: string,
  one: NewId,
  byApi: boolean,
): Candidate[] {
  const kinds: DataKind[] = one.what === "its id" ? [one.kind] : ["data-source", "data-set"];
  return kinds.map((kind) => {
    const { type, separator } = nativeData[kind];
    return {
      end: byApi ? undefined : `${type}::${one.name}`,
      id: `${accountId}${separator}${one.id}`,
      title: `${kind === "data-set" ? "data set" : "data source"} ${one.id}`,
      isThere: async () => {
        await nameUnder[kind](client, accountId, one.id);
        return true;
      },
    };
  });
}
