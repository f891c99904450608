import {
  DescribeDataSourceCommand,
  ListTagsForResourceCommand,
  type QuickSightClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-quicksight";
import { readLoads } from "../../assets/readLoads.ts";
import { describeError } from "../../aws/describeError.ts";
import { mapParallel } from "../../aws/mapParallel.ts";
import { nameFew } from "../../reconcile/nameFew.ts";
import type { Plan } from "../../reconcile/subject.ts";
import type { ExceptTag, GovernedReencryption } from "./governedReencryption.ts";
import { isFull } from "./isFull.ts";
import { mostNamed } from "./mostNamed.ts";
import { nameDataSet } from "./nameDataSet.ts";
import { readOwnRunning } from "./readOwnRunning.ts";
import type { CancelStep, ReencryptionStep, RefreshStep, RewriteStep } from "./reencryptionStep.ts";

/** A step after it was looked up: it stays, or why not; without a notice it is done. */
type Looked = { readonly step: ReencryptionStep } | { readonly notice?: string };

/**
 * Looks up what only a plan tells is needed: which loads of ours go on that are to be cancelled, the tags of data sets that are to be loaded, the newest load of one that is under another
 * key although we loaded it, and whether credentials are a secret's. Once everything is under the default key it calls nothing.
 */
export async function lookUp(
  client: QuickSightClient,
  { accountId, exceptTag }: GovernedReencryption,
  plan: Plan<ReencryptionStep>,
): Promise<Plan<ReencryptionStep>> {
  const exempt: string[] = [];
  const looked = await mapParallel(plan.steps, async (step): Promise<Looked> => {
    if (step.kind === "rewrite") return lookAtSource(client, accountId, step);
    if (step.kind === "cancel") return lookAtLoads(client, accountId, step);
    if (step.kind !== "refresh") return { step };
    if (exceptTag !== undefined && (await hasTag(client, step, exceptTag))) {
      exempt.push(nameDataSet(step.dataSet));
      return {};
    }
    return (await isNewestOurs(client, accountId, step)) ? {} : { step };
  });
  const steps = looked.flatMap((one) => ("step" in one ? [one.step] : []));
  const notices = looked.flatMap((one) => ("notice" in one ? (one.notice ?? []) : []));
  const left =
    exempt.length === 0 || exceptTag === undefined
      ? []
      : [
          `${exempt.length} not under the default key and exempt by tag ${exceptTag.key}: ${nameFew(exempt.sort(), mostNamed)}; their key must stay registered and enabled`,
        ];
  return { ...plan, steps, notices: [...left, ...notices, ...plan.notices] };
}

async function hasTag(
  client: QuickSightClient,
  { dataSet: { arn } }: RefreshStep,
  { key, value }: ExceptTag,
): Promise<boolean> {
  try {
    const { Tags = [] } = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    return Tags.some(({ Key, Value }) => Key === key && (value === undefined || Value === value));
  } catch (error) {
    // Gone meanwhile: the load will find out.
    if (error instanceof ResourceNotFoundException) return false;
    throw error;
  }
}

/** Where nothing goes on nothing is cancelled. What became of it, the next run finds that may load the data set. */
async function lookAtLoads(
  client: QuickSightClient,
  accountId: string,
  step: CancelStep,
): Promise<Looked> {
  try {
    const running = await readOwnRunning(client, accountId, step.dataSet.id);
    return running.length === 0 ? {} : { step };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return {};
    throw error;
  }
}

/** Whether the rows are of a load of ours: then the other key has a grant that nobody has retired yet. */
async function isNewestOurs(
  client: QuickSightClient,
  accountId: string,
  { dataSet: { id }, unlessNewest: prefix }: RefreshStep,
): Promise<boolean> {
  if (prefix === undefined) return false;
  const [newest] = (await readLoads(client, accountId, id))
    .filter((load) => load.IngestionStatus === "COMPLETED" && isFull(load))
    .sort((a, b) => (b.CreatedTime?.getTime() ?? 0) - (a.CreatedTime?.getTime() ?? 0));
  return newest?.IngestionId?.startsWith(prefix) === true;
}

async function lookAtSource(
  client: QuickSightClient,
  AwsAccountId: string,
  step: RewriteStep,
): Promise<Looked> {
  const { id } = step.dataSource;
  const stays = `until then ${step.from.join(" and ")} must stay registered and enabled`;
  try {
    const { DataSource } = await client.send(
      new DescribeDataSourceCommand({ AwsAccountId, DataSourceId: id }),
    );
    if (DataSource?.SecretArn !== undefined) return { step };
    return {
      notice: `data source ${id} has a user name and password of its own under another key, which only those can write again who know them: enter them again, or give it a secret; ${stays}`,
    };
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return {};
    return {
      notice: `data source ${id} has credentials under another key and cannot be looked at (${describeError(error)}); ${stays}`,
    };
  }
}
