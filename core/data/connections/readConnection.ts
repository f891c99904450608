import {
  DescribeDataSourceCommand,
  ListTagsForResourceCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { readPermissions } from "../../assets/readPermissions.ts";
import { describeError } from "../../aws/describeError.ts";
import { describeReady, judgeDataSource } from "../judgeDataSource.ts";
import type { Connection } from "./connection.ts";

/** A data source as it is, and how it stands: as `describeReady` says, or in words. */
export interface FoundConnection extends Connection {
  readonly standing: string;
}

/**
 * Reads how a data source is now; undefined when there is none. Of parameters only those that were given: QuickSight fills in others. What
 * cannot be looked at is how it stands, so that the update fails with it and not the refresh, which would stop everything.
 *
 * @param known as it was left
 */
export async function readConnection(
  client: QuickSightClient,
  known: FoundConnection,
): Promise<FoundConnection | undefined> {
  const { awsAccountId: AwsAccountId, dataSourceId: DataSourceId } = known;
  try {
    const { DataSource: found = {} } = await client.send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId }),
    );
    const wanted = describeReady(known.credentials?.secretArn);
    const { is, text } = judgeDataSource(found, { displayName: known.name, wanted });
    const { Name: name = known.name, Type: type = known.type, DataSourceParameters } = found;
    const { DisableSsl } = found.SslProperties ?? {};
    const { VpcConnectionArn } = found.VpcConnectionProperties ?? {};
    return {
      ...known,
      ...{ name, type, standing: is === "running" ? known.standing : text },
      parameters: known.parameters && (shownOf(known.parameters, DataSourceParameters) as object),
      sslProperties: known.sslProperties && { disableSsl: DisableSsl ?? false },
      vpcConnectionProperties:
        VpcConnectionArn === undefined ? undefined : { vpcConnectionArn: VpcConnectionArn },
      permissions: await readGrants(client, known),
      tags: await readTags(client, found.Arn, known.tags),
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    return { ...known, standing: `not known: ${describeError(error)}` };
  }
}

/** What is shown of what was given; `null` in place of what is not there any more, as nothing would be taken for as it was. */
function shownOf(given: object, shown: unknown): unknown {
  if (typeof shown !== "object" || shown === null) return null;
  if (Array.isArray(given)) return shown;
  const there = new Map<string, unknown>(Object.entries(shown));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]: [string, unknown]) => {
      const now = there.get(name);
      const isPart = typeof value === "object" && value !== null;
      return [name, isPart ? shownOf(value, now) : (now ?? null)];
    }),
  );
}

async function readGrants(
  client: QuickSightClient,
  { awsAccountId, dataSourceId: id }: Connection,
): Promise<Connection["permissions"]> {
  const found = await readPermissions(client, awsAccountId, { kind: "data-source", id });
  const grants = (found ?? []).map(({ Principal = "", Actions = [] }) => ({
    ...{ principal: Principal, actions: Actions.toSorted() },
  }));
  return grants.sort((a, b) => (a.principal < b.principal ? -1 : 1));
}

async function readTags(
  client: QuickSightClient,
  ResourceArn: string | undefined,
  known: Connection["tags"],
): Promise<Connection["tags"]> {
  if (ResourceArn === undefined) return known;
  const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
