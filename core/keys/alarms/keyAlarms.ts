import type { KeyAlarmName } from "../../settings/alarmSettings.ts";
import {
  aboutKeys,
  anythingBut,
  byQuickSight,
  type EventPattern,
  keyCalls,
  keyEvents,
  notByQuickSight,
  registrationCalls,
} from "./eventPattern.ts";

/** Keys of one account and Region that alarms are about, by their ARNs. */
export interface WatchedKeys {
  readonly arns: readonly string[];
  /** The one that encrypts everything new. */
  readonly defaultArn: string;
}

/** One alarm: what raises it, and what is said then. */
export interface KeyAlarm {
  /** What it says first. */
  readonly says: string;
  /** What somebody who reads it should do. */
  readonly todo: string;
  /** Without account and Region, which all have. */
  pattern(keys: WatchedKeys): EventPattern;
  /** A rule can be about a part of the keys. Otherwise it must know all of them: it is about any other. */
  readonly perKey: boolean;
  /** Only the default key is watched. */
  readonly defaultOnly?: boolean;
}

/** Calls about any of the keys, however the key is named. */
const calls = (...names: string[]) => ({
  perKey: true,
  pattern: ({ arns }: WatchedKeys) => ({ ...keyCalls({ eventName: names }), ...aboutKeys(arns) }),
});

/** What KMS itself says of any of the keys. */
const events = (type: string) => ({
  perKey: true,
  pattern: ({ arns }: WatchedKeys) => keyEvents(type, arns),
});

const emergency = "docs/emergency.md says how access is taken and given back.";

/**
 * The alarms by name: a row for each. A name stands in the rule's name and in settings, so that it stays.
 *
 * What is no row, on purpose: tags, descriptions and aliases, which give and take nobody's access to a registered key, and the rotation being switched off, which
 * the next preview shows. Neither does an attempt that was refused raise one.
 */
export const keyAlarms: Readonly<Record<KeyAlarmName, KeyAlarm>> = {
  "key-disabled": {
    says: "A key that QuickSight encrypts with was disabled: within 15 minutes nothing that it encrypts opens.",
    todo: `If nobody of you took access away on purpose, enable it again. ${emergency}`,
    ...calls("DisableKey"),
  },
  "key-deletion-scheduled": {
    says: "A key that QuickSight encrypts with is to be deleted: nothing that it encrypts opens from now on, and after the waiting period of 7 to 30 days it is lost for good.",
    todo: `Stop it with aws kms cancel-key-deletion, and then enable the key. ${emergency}`,
    ...calls("ScheduleKeyDeletion"),
  },
  "key-material-deleted": {
    says: "The imported material of a key that QuickSight encrypts with was deleted: nothing that it encrypts opens.",
    todo: `Import the same material again; KMS takes no other. ${emergency}`,
    ...calls("DeleteImportedKeyMaterial"),
  },
  "key-material-expired": {
    says: "The imported material of a key that QuickSight encrypts with has expired: nothing that it encrypts opens.",
    todo: `Import the same material again; KMS takes no other. ${emergency}`,
    ...events("KMS Imported Key Material Expiration"),
  },
  "key-deleted": {
    says: "A key that QuickSight encrypts with has been deleted: what it encrypts is lost for good.",
    todo: "Load what it encrypted anew from its sources (qsgov keys lists the data sets), under another default key.",
    ...events("KMS CMK Deletion"),
  },
  "key-policy-changed": {
    says: "The policy of a key that QuickSight encrypts with was changed: it says who may use the key and who manages it.",
    todo: `Compare it with what pulumi preview --refresh shows; a Deny for QuickSight takes all access. ${emergency}`,
    ...calls("PutKeyPolicy"),
  },
  "key-back": {
    says: "A key that QuickSight encrypts with is back: enabled, no longer to be deleted (then it is still disabled), or with its material again.",
    todo: "Nothing, if you did it. Otherwise somebody gave back what had been taken: ask them why.",
    ...calls("EnableKey", "CancelKeyDeletion", "ImportKeyMaterial"),
  },
  "grant-taken": {
    says: "Somebody other than QuickSight took a grant on a key that it encrypts with: what that grant was for no longer opens.",
    todo: "Find the data set with qsgov keys and refresh it in full: its next load makes the grant anew.",
    perKey: true,
    // QuickSight retires grants of its own when it has no more use for them. Whoever revokes one takes it.
    pattern: ({ arns }) => ({
      ...keyCalls({
        $or: [
          { eventName: ["RevokeGrant"] },
          { eventName: ["RetireGrant"], userIdentity: { invokedBy: notByQuickSight } },
        ],
      }),
      ...aboutKeys(arns),
    }),
  },
  "default-key-left": {
    says: "QuickSight gave up a grant on the default key: a data set was deleted, or is no longer encrypted with that key.",
    todo: "Look with qsgov keys for data sets that are stale or retired, and refresh them in full.",
    perKey: true,
    defaultOnly: true,
    // QuickSight's guide shows a RetireGrant that names no key at all; one that tells none is taken seriously.
    pattern: ({ arns }) =>
      keyCalls({
        eventName: ["RetireGrant"],
        userIdentity: { invokedBy: byQuickSight },
        $or: [
          { resources: { ARN: arns } },
          {
            resources: { ARN: [{ exists: false }] },
            responseElements: { keyId: [...arns, { exists: false }] },
          },
        ],
      }),
  },
  "registration-changed": {
    says: "The keys that are registered with QuickSight were changed.",
    todo: "Compare them with account.keys: pulumi preview --refresh shows the difference, pulumi up puts back what is declared.",
    perKey: false,
    pattern: () => registrationCalls(),
  },
  "key-undeclared": {
    says: "QuickSight was given a key that the account's settings do not declare, or another default key than the declared one, or no key at all.",
    todo: "Put back what is declared with pulumi up, refresh in full what was loaded meanwhile (qsgov keys lists it as stale), and find out whose key it is.",
    perKey: false,
    // What is said of an entry of the list must be so of one and the same entry. A list without any default only raises registration-changed.
    pattern: ({ arns, defaultArn }) =>
      registrationCalls({
        $or: [
          registered({ keyArn: anythingBut(arns) }),
          registered({ keyArn: anythingBut([defaultArn]), defaultKey: [true] }),
          registered({ keyArn: [defaultArn], defaultKey: [false] }),
          registered({ keyArn: [{ exists: false }] }),
        ],
      }),
  },
  "key-undeclared-used": {
    says: "QuickSight encrypts something with a key that the account's settings do not declare.",
    todo: "Find with qsgov keys what it encrypts, put back the declared default with pulumi up, refresh that in full, and find out whose key it is.",
    perKey: false,
    pattern: ({ arns }) =>
      keyCalls({
        eventName: ["CreateGrant"],
        userIdentity: { invokedBy: byQuickSight },
        requestParameters: { keyId: anythingBut(arns) },
      }),
  },
};

/** An entry of the list that a registration is given. */
const registered = (entry: EventPattern): EventPattern => ({
  requestParameters: { keyRegistration: entry },
});
