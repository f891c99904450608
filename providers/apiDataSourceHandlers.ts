import { DeleteDataSourceCommand, ResourceNotFoundException } from "@aws-sdk/client-quicksight";
import {
  changeConnection,
  createConnection,
  describeReady,
  readConnection,
} from "@quicksight-governance/core/data";
import { untilStopped } from "@quicksight-governance/core/reconcile";
import { type ApiDataSourceState, identityFields } from "./apiDataSourceState.ts";
import { atCancel } from "./atCancel.ts";
import { completeInStack } from "./completeInStack.ts";
import type { CompletionState } from "./completionState.ts";
import { PartialFailure } from "./partialFailure.ts";
import { plainError, withPlainErrors } from "./plainError.ts";
import { retag } from "./retag.ts";
import { diffStored, type ProviderContext, stateOf, type Stored } from "./stored.ts";
import { withQuickSight } from "./withQuickSight.ts";

/**
 * What differs, and whether it makes another resource: the API leaves a data source in the VPC connection that an update does not mention
 * (as the released provider shows), so that one which is not to be there any more is made anew.
 */
export function diffApiDataSource(
  olds: Stored<ApiDataSourceState>,
  news: Stored<ApiDataSourceState>,
): { changes: boolean; replaces: string[]; deleteBeforeReplace: boolean } {
  const { changes, replaces } = diffStored<ApiDataSourceState>(olds, news, identityFields);
  // What an optional field no longer says is a change too.
  const gone = (
    ["credentials", "parameters", "sslProperties", "vpcConnectionProperties"] as const
  ).filter((field) => olds[field] !== undefined && news[field] === undefined);
  const leaves = gone.includes("vpcConnectionProperties") ? ["vpcConnectionProperties"] : [];
  return {
    changes: changes || gone.length > 0,
    replaces: [...replaces, ...leaves],
    // One id: the old one must go first.
    deleteBeforeReplace: true,
  };
}

/** Makes the data source, or takes up the one that a run made which was killed; waits until QuickSight can use it. */
export function createApiDataSource(
  news: Stored<ApiDataSourceState>,
  context: ProviderContext,
): Promise<{ id: string; outs: ApiDataSourceState }> {
  return withPlainErrors(`making ${subjectOf(news)}`, async () => {
    const id = idOf(news);
    await withQuickSight(news, context, async (client) => {
      const create = (signal: AbortSignal) => createConnection(client, news, signal);
      if (await untilStopped(create, atCancel)) await retag(client, news.arn, {}, news.tags);
    });
    await settle(id, news, context);
    return { id, outs: stateOf(news) };
  });
}

/** Gives it what changed, and all of it again when it stands otherwise than it should. */
export function updateApiDataSource(
  id: string,
  olds: Stored<ApiDataSourceState>,
  news: Stored<ApiDataSourceState>,
  context: ProviderContext,
): Promise<{ outs: ApiDataSourceState }> {
  const task = `changing ${subjectOf(news)}`;
  return withPlainErrors(task, async () => {
    await withQuickSight(news, context, async (client) => {
      const isWrong = olds.standing !== news.standing;
      await retag(client, news.arn, olds.tags, news.tags);
      try {
        await untilStopped(
          (signal) => changeConnection(client, olds, news, signal, isWrong),
          atCancel,
        );
      } catch (error) {
        const { message } = plainError(task, error);
        throw new PartialFailure(id, { ...olds, tags: news.tags }, message);
      }
    });
    await settle(id, news, context);
    return { outs: stateOf(news) };
  });
}

/** How it is now; gone only when QuickSight says so. */
export function readApiDataSource(
  id: string,
  props: Stored<ApiDataSourceState>,
  context: ProviderContext,
): Promise<{ id: string; props?: ApiDataSourceState; inputs?: ApiDataSourceState }> {
  return withQuickSight(props, context, async (client) => {
    const found = await readConnection(client, props);
    if (found === undefined) return { id: "" };
    // A field that is not there any more is none, where undefined would be a value to the engine.
    const read = JSON.parse(JSON.stringify(stateOf({ ...props, ...found }))) as ApiDataSourceState;
    return { id, props: read, inputs: read };
  });
}

/** Deletes it; one that is gone is deleted. Data sets on it stay, and cannot be loaded. */
export function deleteApiDataSource(
  props: Stored<ApiDataSourceState>,
  context: ProviderContext,
): Promise<void> {
  const { awsAccountId: AwsAccountId, dataSourceId: DataSourceId } = props;
  return withPlainErrors(`deleting ${subjectOf(props)}`, () =>
    withQuickSight(props, context, async (client) => {
      try {
        await client.send(new DeleteDataSourceCommand({ AwsAccountId, DataSourceId }));
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    }),
  );
}

/**
 * Waits for the end as the completion of a native data source does.
 *
 * @throws {PartialFailure} when QuickSight cannot use it, when it takes too long, and when it was stopped
 */
async function settle(
  id: string,
  news: Stored<ApiDataSourceState>,
  context: ProviderContext,
): Promise<void> {
  const { awsAccountId: accountId, region, dataSourceId: subject, name: displayName } = news;
  const wanted = describeReady(news.credentials?.secretArn);
  const completion: CompletionState = {
    ...{ version: 1, kind: "dataSource", accountId, region, subject, displayName },
    ...{ definition: "", wanted, standing: wanted },
  };
  try {
    await completeInStack(id, completion, undefined, context);
  } catch (error) {
    const reason = error instanceof Error ? error : new Error(String(error));
    const { properties } = reason as Partial<{ properties: CompletionState }>;
    const standing = properties?.standing ?? `not known: ${reason.message}`;
    throw new PartialFailure(id, { ...news, standing }, reason.message);
  }
}

/** What an error is about. */
function subjectOf({ name, dataSourceId }: ApiDataSourceState): string {
  return `data source ${name} (${dataSourceId})`;
}

function idOf({ awsAccountId, region, dataSourceId }: ApiDataSourceState): string {
  return [awsAccountId, region, dataSourceId].join("/");
}
