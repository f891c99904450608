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
  keyAccessSubject,
  type Method,
  readKeyAccess,
} from "@quicksight-governance/core/keys/access";
import {
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
    const reason = await withTools(news, context, async ({ subject, desired, access }) => {
      const api = openApi({ identity: news.region, data: [news.region] }, access);
      try {
        // Whoever reviews a change need not be allowed to read the bucket: the update asks again.
        const place = { ...access, bucket: news.lockBucket, namespace: keyAccessLock };
        const ledger = await readLedger(place).catch(() => emptyLedger);
        const asking = { desired, approvals: readApprovals(context.environment) };
        const { verdict } = await propose(subject, api, { ...asking, isShown: undefined }, ledger);
        printNotices(news.keyArn, verdict.plan.notices);
        return verdict.refusal;
      } finally {
        api.close();
      }
    });
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
  return diffStored<KeyAccessState>(olds, news, ["accountId", "region", "keyArn"]);
}

/** Revokes or restores, and finishes what a run before began. It waits for no proof: an update is no place for a quarter of an hour. */
export function createKeyAccess(
  news: Stored<KeyAccessState>,
  context: ProviderContext,
): Promise<{ id: string; outs: KeyAccessState }> {
  const { keyArn, region, lockBucket, access: wanted } = news;
  return withPlainErrors(`changing access to ${keyArn}`, async () => {
    const problem = await withTools(news, context, ({ subject, desired }) =>
      runInStack(
        subject,
        desired,
        {
          ...{ identityRegion: region, dataRegions: [region], region, lockBucket },
          isShown: undefined,
        },
        context,
      ),
    );
    if (problem !== "") {
      const { props } = await readKeyAccessState(keyArn, news, context);
      throw new PartialFailure(keyArn, props, problem);
    }
    const command = wanted === "revoked" ? "revoke" : "restore";
    say(
      keyArn,
      `access is ${wanted}; it can take up to 15 minutes until QuickSight shows it. npx qsgov ${command} ${keyArn} --reason … looks until it does`,
    );
    return { id: keyArn, outs: stateOf(news) };
  });
}

/** Access as it is now, whoever changed it: a preview shows what `qsgov` or somebody in the console did. */
export async function readKeyAccessState(
  id: string,
  props: Stored<KeyAccessState>,
  { profile }: ProviderContext,
): Promise<{ id: string; props: Stored<KeyAccessState> }> {
  const kms = new KMSClient(accessOf(props, profile));
  try {
    const { state, deny } = await readKeyAccess(kms, props.keyArn, props.region);
    const access = state !== "Enabled" || deny === "whole" ? "revoked" : "granted";
    return { id, props: { ...props, access } };
  } catch (error) {
    // A key that is pending deletion is closed as well; the update says what to do.
    say(props.keyArn, describeError(error));
    return { id, props };
  } finally {
    kms.destroy();
  }
}

interface Tools {
  readonly subject: ReturnType<typeof keyAccessSubject>;
  readonly desired: DesiredKeyAccess;
  readonly access: AwsAccess;
}

async function withTools<T>(
  state: KeyAccessState,
  { profile }: ProviderContext,
  use: (tools: Tools) => Promise<T>,
): Promise<T> {
  const { accountId, region, keyArn, access: wanted, method, reason, lockBucket: bucket } = state;
  const access = accessOf(state, profile);
  const kms = new KMSClient(access);
  try {
    const { arn: by } = await findCaller(region, profile);
    return await use({
      subject: keyAccessSubject({ kms, access, bucket }),
      desired: { accountId, region, keyArn, access: wanted, method, reason, by },
      access,
    });
  } finally {
    kms.destroy();
  }
}

function accessOf({ region }: KeyAccessState, profile: string | undefined): AwsAccess {
  return profile === undefined ? { region } : { region, profile };
}
