import { KMSClient } from "@aws-sdk/client-kms";
import {
  type AwsAccess,
  describeError,
  findCaller,
  openApi,
} from "@quicksight-governance/core/aws";
import {
  type Access,
  type DesiredKeyAccess,
  explainClosed,
  isClosed,
  keyAccessSubject,
  type Method,
  untilSeen,
} from "@quicksight-governance/core/keys/access";
import {
  describeStep,
  emptyLedger,
  keyAccessLock,
  propose,
  readApprovals,
  readLedger,
} from "@quicksight-governance/core/reconcile";
import { PartialFailure } from "./partialFailure.ts";
import { withPlainErrors } from "./plainError.ts";
import { printNotices } from "./printNotices.ts";
import { runInStack } from "./runInStack.ts";
import { say } from "./say.ts";
import { diffStored, type ProviderContext, stateOf, type Stored, unknownValue } from "./stored.ts";

/** What a KeyAccess resource holds, as inputs and as state alike. */
export interface KeyAccessState {
  readonly accountId: string;
  readonly region: string;
  readonly keyArn: string;
  readonly access: Access;
  readonly method: Method;
  readonly reason: string;
  readonly lockBucket: string;
  /**
   * In a state what is not as it should be, a line each; as an input nothing. So a preview shows it, and an update mends it. Absent: nothing,
   * as in states of before.
   */
  readonly pending?: string;
}

/** Asks the guard in the preview about the key as it is: the hash that it names approves the update too. */
export function checkKeyAccess(
  _olds: Partial<KeyAccessState>,
  news: Stored<KeyAccessState>,
  context: ProviderContext,
): Promise<{ inputs: KeyAccessState; failures?: { property: string; reason: string }[] }> {
  return withPlainErrors(`looking at access to ${news.keyArn}`, async () => {
    const known = Object.values(news).every((value) => value !== unknownValue);
    if (!known) return { inputs: news };
    const { verdict } = await withTools(news, context, (tools) => look(tools, context));
    printNotices(news.keyArn, verdict.plan.notices);
    const reason = verdict.refusal;
    return reason === undefined
      ? { inputs: news }
      : { inputs: news, failures: [{ property: "", reason }] };
  });
}

/** What differs. Another key is another resource. */
export function diffKeyAccess(
  olds: Stored<KeyAccessState>,
  news: Stored<KeyAccessState>,
): { changes: boolean; replaces: string[] } {
  const whole = { ...olds, pending: olds.pending ?? "" };
  return diffStored<KeyAccessState>(whole, news, ["accountId", "region", "keyArn"]);
}

/** Revokes or restores, and finishes what a run before began. It waits for no proof: an update is no place for a quarter of an hour. */
export function createKeyAccess(
  news: Stored<KeyAccessState>,
  context: ProviderContext,
): Promise<{ id: string; outs: KeyAccessState }> {
  const { keyArn, region, lockBucket, access: wanted } = news;
  return withPlainErrors(`changing access to ${keyArn}`, async () => {
    let isChanged = false;
    const onRecord = () => {
      isChanged = true;
    };
    const problem = await withTools(
      news,
      context,
      ({ subject, desired }) =>
        runInStack(
          subject,
          desired,
          {
            ...{ identityRegion: region, dataRegions: [region], region, lockBucket },
            isShown: undefined,
          },
          context,
        ),
      onRecord,
    );
    const { props } = await untilSeen(
      () => readKeyAccessState(keyArn, news, context),
      (read) => !isChanged || problem !== "" || read.props.pending === "",
    );
    if (problem !== "") throw new PartialFailure(keyArn, props, problem);
    if (props.pending !== "") {
      throw new PartialFailure(keyArn, props, `access is not ${wanted}: ${props.pending ?? ""}`);
    }
    const command = wanted === "revoked" ? "revoke" : "restore";
    say(
      keyArn,
      `access is ${wanted}; it can take up to 15 minutes until QuickSight shows it. npx qsgov ${command} ${keyArn} --reason … looks until it does`,
    );
    return { id: keyArn, outs: stateOf(news) };
  });
}

/** What is not as the state has it, whoever changed it: a preview shows what `qsgov` or somebody in the console did. */
export async function readKeyAccessState(
  id: string,
  props: Stored<KeyAccessState>,
  context: ProviderContext,
): Promise<{ id: string; props: Stored<KeyAccessState>; inputs: Stored<KeyAccessState> }> {
  try {
    const pending = await withTools(props, context, async (tools) =>
      describePending(tools, await look(tools, context)),
    );
    const read = { ...props, pending };
    return { id, props: read, inputs: read };
  } catch (error) {
    // The check says what to do, and fails with it.
    say(props.keyArn, describeError(error));
    return { id, props, inputs: props };
  }
}

interface Tools {
  readonly subject: ReturnType<typeof keyAccessSubject>;
  readonly desired: DesiredKeyAccess;
  readonly access: AwsAccess;
  readonly bucket: string;
}

/** What a run would do now, and what the guard says of it. Whoever looks need not be allowed to read the bucket: the update asks again. */
async function look({ subject, desired, access, bucket }: Tools, { environment }: ProviderContext) {
  const api = openApi({ identity: desired.region, data: [desired.region] }, access);
  try {
    const place = { ...access, bucket, namespace: keyAccessLock };
    const ledger = await readLedger(place).catch(() => emptyLedger);
    const asking = { desired, approvals: readApprovals(environment), isShown: undefined };
    return await propose(subject, api, asking, ledger);
  } finally {
    api.close();
  }
}

function describePending(
  { subject, desired: { keyArn, access } }: Tools,
  { verdict, situation: { actual } }: Awaited<ReturnType<typeof look>>,
): string {
  const { steps } = verdict.plan;
  // What somebody else closed no step opens.
  const isLeft = access === "granted" && steps.length === 0 && isClosed(actual);
  return [
    ...steps.map((step) => describeStep(subject, step)),
    ...(isLeft ? [explainClosed(keyArn, actual)] : []),
  ].join("\n");
}

async function withTools<T>(
  state: KeyAccessState,
  { profile }: ProviderContext,
  use: (tools: Tools) => Promise<T>,
  onRecord?: () => void,
): Promise<T> {
  const { accountId, region, keyArn, access: wanted, method, reason, lockBucket: bucket } = state;
  const access = accessOf(state, profile);
  const kms = new KMSClient(access);
  try {
    const { arn: by } = await findCaller(region, profile);
    return await use({
      subject: keyAccessSubject({ kms, access, bucket, onRecord }),
      desired: { accountId, region, keyArn, access: wanted, method, reason, by },
      access,
      bucket,
    });
  } finally {
    kms.destroy();
  }
}

function accessOf({ region }: KeyAccessState, profile: string | undefined): AwsAccess {
  return profile === undefined ? { region } : { region, profile };
}
