import { KMSClient } from "@aws-sdk/client-kms";
import { openApi } from "@quicksight-governance/core/aws";
import { findKeyUses } from "@quicksight-governance/core/keys";
import { findClosed } from "@quicksight-governance/core/keys/access";
import {
  openReencryption,
  type Reencryption,
  type ReencryptionStep,
} from "@quicksight-governance/core/keys/reencryption";
import {
  accountLock,
  emptyLedger,
  type Plan,
  propose,
  readLedger,
} from "@quicksight-governance/core/reconcile";
import { governedReencryptionOf, type ReencryptionState } from "./reencryptionState.ts";
import type { ProviderContext } from "./stored.ts";

/** The subject for one run, or for one look. */
export function reencryptionOf(
  { region, parallel, closing = "" }: Pick<ReencryptionState, "region" | "parallel" | "closing">,
  profile: string | undefined,
): Reencryption {
  const access = { region, ...(profile === undefined ? {} : { profile }) };
  // Its idle connections keep no process alive.
  const kms = new KMSClient(access);
  return openReencryption({
    findUses: (keyArns) => findKeyUses(keyArns, access),
    findClosed: async (keyArns) => {
      const { closed, unknown } = await findClosed(keyArns, kms, region);
      const declared = closing.split("\n").filter((arn) => keyArns.includes(arn));
      const revoked = declared.map((arn) => [arn, "account.keys revokes it"] as const);
      return { closed: new Map([...revoked, ...closed]), unknown };
    },
    parallel,
  });
}

/**
 * What a run would do now, by what QuickSight, KMS and the ledger say. Writes nothing.
 *
 * @param isDefaultToCome true: as if the default key were the one of the state already, as it is once the engine has registered it
 * @throws what one of them says when it may not be asked
 */
export async function findPending(
  state: ReencryptionState,
  { profile }: Pick<ProviderContext, "profile">,
  isDefaultToCome = false,
): Promise<Plan<ReencryptionStep>> {
  const { region, lockBucket: bucket } = state;
  const desired = governedReencryptionOf(state);
  const subject = reencryptionOf(state, profile);
  const looking: Reencryption = {
    ...subject,
    read: async (clients, governed) => {
      const actual = await subject.read(clients, governed);
      return isDefaultToCome ? { ...actual, defaultKey: governed.defaultKey } : actual;
    },
  };
  // What was noted is of another default key then, and whoever previews need not be allowed to read the bucket.
  const ledger =
    isDefaultToCome || bucket === ""
      ? emptyLedger
      : await readLedger({ bucket, region, profile, namespace: accountLock });
  const api = openApi({ identity: region, data: [region] }, { profile });
  try {
    return (await propose(looking, api, { desired, approvals: [] }, ledger)).situation.plan;
  } finally {
    api.close();
  }
}
