import {
  AccessDeniedException,
  ConflictException,
  type DataSource,
  DescribeDataSourceCommand,
  type QuickSightClient,
  ResourceNotFoundException,
  UpdateDataSourceCommand,
} from "@aws-sdk/client-quicksight";
import { setTimeout as sleep } from "node:timers/promises";
import { clientOf } from "../../assets/clientOf.ts";
import type { GivingApi } from "../../aws/api.ts";
import { describeError } from "../../aws/describeError.ts";
import type { StepContext } from "../../reconcile/subject.ts";
import { againWhile } from "./againWhile.ts";
import type { GovernedReencryption } from "./governedReencryption.ts";
import { sinceOf, sourceEntry, type WorkNote } from "./reencryptionNotes.ts";
import type { RewriteStep } from "./reencryptionStep.ts";
import type { RequireOpen } from "./requireOpen.ts";

const pause = 500;

/**
 * Gives a data source on a secret what it has, so that QuickSight writes its credentials again. Safe to repeat: it changes nothing else.
 *
 * @param requireOpen asked right before it is written: what somebody closes meanwhile is not opened by it
 * @throws Error that says why the data source is not in order afterwards
 */
export async function rewriteDataSource(
  api: GivingApi,
  { dataSource: { id } }: RewriteStep,
  context: StepContext<GovernedReencryption>,
  requireOpen: RequireOpen,
): Promise<void> {
  const { desired, signal } = context;
  const { accountId, region } = desired;
  const note = async (state: WorkNote["state"], reason?: string) => {
    const entry: WorkNote = { state, attempt: 1, since: sinceOf(context), reason };
    await context.remember(sourceEntry(id), entry);
  };
  const reading = clientOf(api.reading.data, region);
  try {
    const { Name, SecretArn, DataSourceParameters, VpcConnectionProperties, SslProperties } =
      await settled(reading, accountId, id, signal);
    const command = new UpdateDataSourceCommand({
      ...{ AwsAccountId: accountId, DataSourceId: id, Name, Credentials: { SecretArn } },
      ...{ DataSourceParameters, VpcConnectionProperties, SslProperties },
    });
    await againWhile(
      (error) => error instanceof ConflictException,
      signal,
      async () => {
        await requireOpen("beginning");
        await clientOf(api.giving.data, region).send(command);
      },
    );
    const { Status, ErrorInfo } = await settled(reading, accountId, id, signal);
    if (Status?.endsWith("_FAILED") === true) {
      const { Type = "", Message = "" } = ErrorInfo ?? {};
      throw new Error(`it was written again and is ${Status} (${Type}: ${Message})`);
    }
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return;
    if (!(error instanceof AccessDeniedException)) throw error;
    // Who deploys keys need not be allowed to read every secret.
    await note("refused", describeError(error));
    return;
  }
  await note("done");
}

/** A data source, once nothing of it is in progress. */
async function settled(
  client: QuickSightClient,
  AwsAccountId: string,
  DataSourceId: string,
  signal: AbortSignal,
): Promise<DataSource> {
  for (;;) {
    const { DataSource: source = {} } = await client.send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId }),
    );
    if (source.Status?.endsWith("_IN_PROGRESS") !== true) return source;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
    signal.throwIfAborted();
  }
}
