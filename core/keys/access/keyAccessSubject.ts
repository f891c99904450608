import type { KMSClient } from "@aws-sdk/client-kms";
import type { AwsAccess } from "../../aws/awsAccess.ts";
import { keyAccessLock } from "../../reconcile/index.ts";
import type { Dependencies, Subject } from "../../reconcile/subject.ts";
import type {
  AccessRecord,
  ActualKeyAccess,
  DesiredKeyAccess,
  KeyAccessStep,
} from "./keyAccess.ts";
import { keyAccessRules } from "./keyAccessRules.ts";
import { KeyChanges } from "./keyChanges.ts";
import { planKeyAccess } from "./planKeyAccess.ts";
import { readKeyAccess } from "./readKeyAccess.ts";

/** What revoking and restoring needs besides QuickSight. */
export interface KeyAccessTools {
  /** A client of the key's Region. */
  readonly kms: KMSClient;
  /** How S3 is reached, in the Region of the bucket. */
  readonly access: AwsAccess;
  /** The governance bucket; absent: there is no journal, and nothing is written down but on the key. */
  readonly bucket?: string | undefined;
  /** Told what was written down in the bucket. */
  readonly onRecord?: ((record: AccessRecord) => void) | undefined;
}

/**
 * Whether QuickSight may use one key: what `qsgov revoke`, `qsgov restore` and the setting `access` of a key do. One object for one run.
 *
 * KMS is asked about one key, so that there is nothing to list. Before something is taken, the journal and a tag on the key say so: a
 * run that was killed between two calls is finished by the next one, and restoring knows what to give back.
 */
export function keyAccessSubject(
  tools: KeyAccessTools,
): Subject<DesiredKeyAccess, ActualKeyAccess, KeyAccessStep> {
  const changes = new KeyChanges(tools);
  return {
    name: "key-access",
    read: (_, { keyArn, region, access, method }) =>
      readKeyAccess(tools.kms, keyArn, region, access === "revoked" && method === "deny"),
    plan: planKeyAccess,
    rules: keyAccessRules,
    steps: {
      deny: {
        takes: true,
        describe: ({ keyArn }) => `- deny key ${keyArn} to QuickSight`,
        perform: (_, __, context) => changes.take("deny", context),
      },
      disable: {
        takes: true,
        describe: ({ keyArn }) => `- disable key ${keyArn}`,
        perform: (_, __, context) => changes.take("disable", context),
      },
      allow: {
        takes: false,
        describe: ({ keyArn }) => `+ allow key ${keyArn} to QuickSight`,
        perform: (_, __, context) => changes.giveBack("deny", context),
      },
      enable: {
        takes: false,
        describe: ({ keyArn }) => `+ enable key ${keyArn}`,
        perform: (_, __, context) => changes.giveBack("disable", context),
      },
      record: {
        takes: false,
        describe: ({ keyArn }) => `  write it down, and tag key ${keyArn}`,
        perform: (_, __, context) => changes.record(context),
      },
    },
    phases: ["deny", "disable", "allow", "enable", "record"],
    phaseOf: ({ kind }) => kind,
    takes: ({ kind, keyArn }) =>
      kind === "disable" || kind === "deny" ? [`${kind} key ${keyArn}`] : [],
    // The tag says what must be given back where no journal does.
    needsJournal: () => false,
    dependencies: oneAfterTheOther,
    identify: ({ accountId, region, keyArn, access, method }) => ({
      ...{ accountId, region, keyArn, access },
      ...(access === "revoked" ? { method } : {}),
    }),
    verbatim: ({ kind, keyArn }) => ({ kind, keyArn }),
    placeOf: ({ keyArn }) => `key ${keyArn}`,
    namespaceOf: () => keyAccessLock,
  };
}

/** What was not done is not written down as done. */
function oneAfterTheOther(): Dependencies<KeyAccessStep> {
  let failed = false;
  return {
    blocks: () => (failed ? "the step before it failed" : undefined),
    succeeded: () => undefined,
    failed: () => {
      failed = true;
    },
  };
}
