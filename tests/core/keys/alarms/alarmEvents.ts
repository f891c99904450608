import type { KeyAlarmName } from "../../../../core/settings/alarmSettings.ts";

/** An event as EventBridge has it, and which alarms it raises: all others do not. */
export interface AlarmEvent {
  readonly title: string;
  readonly event: object;
  readonly raises: readonly KeyAlarmName[];
}

/** Where the keys are. */
export const scope = { accountId: "111122223333", region: "eu-west-1" };

const arnOf = (id: string, region = scope.region, account = scope.accountId) =>
  `arn:aws:kms:${region}:${account}:key/${id}`;
const mainId = "11111111-aaaa-4bbb-8ccc-000000000001";
const oldId = "mrk-22222222aaaa4bbb8ccc000000000002";
const otherId = "33333333-aaaa-4bbb-8ccc-000000000003";

/** The keys that are declared. */
export const keys = { main: { default: true }, old: { default: false } };
/** Their ARNs. */
export const keyArns = { main: arnOf(mainId), old: arnOf(oldId) };

const dataSet = "arn:aws:quicksight:eu-west-1:111122223333:dataset/0d5c1f6e-sales";
const person = {
  type: "AssumedRole",
  principalId: "AROAEXAMPLE:ana",
  arn: "arn:aws:sts::111122223333:assumed-role/platform/ana",
  accountId: scope.accountId,
  sessionContext: { sessionIssuer: { type: "Role", userName: "platform" } },
};
const quicksight = { type: "AWSService", invokedBy: "quicksight.amazonaws.com" };

/** What CloudTrail has of a call, as it goes on the bus. */
const told = (source: string, detail: object, envelope: object = {}) => ({
  version: "0",
  id: "6c0a3c9a-1d2e-4f5a-8b7c-9d0e1f2a3b4c",
  "detail-type": "AWS API Call via CloudTrail",
  source,
  account: scope.accountId,
  time: "2026-11-20T09:14:07Z",
  region: scope.region,
  resources: [],
  detail: {
    eventVersion: "1.08",
    userIdentity: person,
    eventTime: "2026-11-20T09:14:07Z",
    awsRegion: scope.region,
    sourceIPAddress: "192.0.2.7",
    userAgent: "aws-cli/2",
    requestParameters: null,
    responseElements: null,
    eventID: "b1a2c3d4-0000-4000-8000-000000000001",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: scope.accountId,
    ...detail,
  },
  ...envelope,
});

const resource = (arn: string, accountId = scope.accountId) => ({
  resources: [{ accountId, type: "AWS::KMS::Key", ARN: arn }],
});

/** A call of KMS that names the key by its id, as the console does. */
const kms = (eventName: string, id = mainId, detail: object = {}, envelope: object = {}) =>
  told(
    "aws.kms",
    {
      ...{ eventSource: "kms.amazonaws.com", eventName, requestParameters: { keyId: id } },
      ...resource(arnOf(id)),
      ...detail,
    },
    envelope,
  );

/** A call about a grant in the shape of QuickSight's guide and of the article about it: what follows the parameters is not shown there. */
const grant = (eventName: string, parameters: object, more: object = {}) =>
  told("aws.kms", {
    eventSource: "kms.amazonaws.com",
    eventName,
    userIdentity: quicksight,
    sourceIPAddress: "quicksight.amazonaws.com",
    userAgent: "quicksight.amazonaws.com",
    requestParameters: {
      constraints: { encryptionContextSubset: { "aws:quicksight:arn": dataSet } },
      ...parameters,
    },
    ...more,
  });

const created = (keyId: string) => ({
  retiringPrincipal: "quicksight.amazonaws.com",
  keyId,
  granteePrincipal: "quicksight.amazonaws.com",
  operations: ["Encrypt", "Decrypt", "DescribeKey", "GenerateDataKey"],
});

const grantId = "0ab0ac0d0b000f00ea00cc0a0e00fc00bce000c000f0000000c0bc0a0000aaaf";

/** A call of KMS without parameters, as its guide shows RetireGrant. */
const retired = (id: string, userIdentity: object, more: object = {}) =>
  kms("RetireGrant", id, {
    ...{ userIdentity, requestParameters: null, additionalEventData: { grantId } },
    ...{ responseElements: { keyId: arnOf(id) } },
    ...more,
  });

const registration = (keyRegistration: readonly object[] | null, more: object = {}) =>
  told("aws.quicksight", {
    eventSource: "quicksight.amazonaws.com",
    eventName: "UpdateKeyRegistration",
    requestParameters: { awsAccountId: scope.accountId, keyRegistration },
    ...more,
  });
const main = { keyArn: keyArns.main, defaultKey: true };
const old = { keyArn: keyArns.old, defaultKey: false };
const other = { keyArn: arnOf(otherId), defaultKey: false };

const own = (type: string, arn: string) => ({
  ...told("aws.kms", {}),
  ...{ "detail-type": type, resources: [arn], detail: { "key-id": arn.split("/")[1] } },
});

const refused = { errorCode: "AccessDenied", errorMessage: "not authorized to perform" };
const otherAccount = { account: "444455556666" };
const elsewhere = { region: "us-east-1" };

/** What happens to keys, and its neighbours. */
export const alarmEvents: readonly AlarmEvent[] = [
  { title: "a key is disabled, by its id", event: kms("DisableKey"), raises: ["key-disabled"] },
  {
    title: "a key is disabled, by its ARN",
    event: kms("DisableKey", mainId, { requestParameters: { keyId: keyArns.main } }),
    raises: ["key-disabled"],
  },
  {
    title: "a multi-Region key is disabled",
    event: kms("DisableKey", oldId),
    raises: ["key-disabled"],
  },
  {
    title: "a key is disabled, and the event has no resources",
    event: kms("DisableKey", mainId, { resources: undefined }),
    raises: ["key-disabled"],
  },
  {
    title: "a key is disabled with an unknown way of naming it",
    event: kms("DisableKey", mainId, { requestParameters: { keyId: "alias/sales" } }),
    raises: ["key-disabled"],
  },
  {
    title: "a key is disabled by a service for somebody",
    event: kms("DisableKey", mainId, {
      userIdentity: { ...person, invokedBy: "cloudformation.amazonaws.com" },
    }),
    raises: ["key-disabled"],
  },
  { title: "another key is disabled", event: kms("DisableKey", otherId), raises: [] },
  {
    title: "a key is disabled in vain",
    event: kms("DisableKey", mainId, refused),
    raises: [],
  },
  {
    title: "another account's key is disabled, and its events come to this bus",
    event: kms("DisableKey", mainId, resource(arnOf(mainId, "eu-west-1", "444455556666")), {
      ...otherAccount,
    }),
    raises: [],
  },
  {
    title: "the replica of a multi-Region key is disabled in another Region",
    event: kms("DisableKey", oldId, resource(arnOf(oldId, "us-east-1")), elsewhere),
    raises: [],
  },
  {
    title: "somebody else's program says that a key was disabled",
    event: { ...kms("DisableKey"), source: "my.kms" },
    raises: [],
  },
  { title: "a key is enabled", event: kms("EnableKey"), raises: ["key-back"] },
  { title: "another key is enabled", event: kms("EnableKey", otherId), raises: [] },
  {
    title: "a deletion is scheduled",
    event: kms("ScheduleKeyDeletion", mainId, {
      requestParameters: { keyId: mainId, pendingWindowInDays: 30 },
      responseElements: { keyId: keyArns.main, keyState: "PendingDeletion" },
    }),
    raises: ["key-deletion-scheduled"],
  },
  {
    title: "a deletion is scheduled of another key",
    event: kms("ScheduleKeyDeletion", otherId),
    raises: [],
  },
  {
    title: "a deletion is called off",
    event: kms("CancelKeyDeletion", oldId),
    raises: ["key-back"],
  },
  {
    title: "KMS has deleted a key",
    event: own("KMS CMK Deletion", keyArns.old),
    raises: ["key-deleted"],
  },
  {
    title: "KMS has deleted another key",
    event: own("KMS CMK Deletion", arnOf(otherId)),
    raises: [],
  },
  {
    title: "the deletion of a key is recorded in CloudTrail as well",
    event: kms(
      "DeleteKey",
      oldId,
      {
        ...{ userIdentity: { accountId: scope.accountId, invokedBy: "AWS Internal" } },
        ...{ requestParameters: null, eventType: "AwsServiceEvent" },
      },
      { "detail-type": "AWS Service Event via CloudTrail" },
    ),
    raises: [],
  },
  {
    title: "imported material is deleted",
    event: kms("DeleteImportedKeyMaterial"),
    raises: ["key-material-deleted"],
  },
  {
    title: "imported material expires",
    event: own("KMS Imported Key Material Expiration", keyArns.main),
    raises: ["key-material-expired"],
  },
  {
    title: "imported material of another key expires",
    event: own("KMS Imported Key Material Expiration", arnOf(otherId)),
    raises: [],
  },
  { title: "material is imported", event: kms("ImportKeyMaterial"), raises: ["key-back"] },
  {
    title: "a key is rotated by KMS",
    event: own("KMS CMK Rotation", keyArns.main),
    raises: [],
  },
  {
    title: "a policy is put",
    event: kms("PutKeyPolicy", mainId, {
      requestParameters: { keyId: keyArns.main, policyName: "default", policy: "{}" },
    }),
    raises: ["key-policy-changed"],
  },
  {
    title: "a policy is put in vain",
    event: kms("PutKeyPolicy", mainId, refused),
    raises: [],
  },
  { title: "a policy is read", event: kms("GetKeyPolicy"), raises: [] },
  { title: "another key's policy is put", event: kms("PutKeyPolicy", otherId), raises: [] },
  {
    title: "another key's policy is put, and it names this key",
    event: kms("PutKeyPolicy", otherId, {
      requestParameters: { keyId: otherId, policy: `{"Resource":"${keyArns.main}"}` },
    }),
    raises: [],
  },
  { title: "a key is tagged", event: kms("TagResource"), raises: [] },
  { title: "the rotation is switched off", event: kms("DisableKeyRotation"), raises: [] },
  {
    title: "an alias is moved to another key",
    event: kms("UpdateAlias", otherId, {
      requestParameters: { aliasName: "alias/sales", targetKeyId: otherId },
    }),
    raises: [],
  },
  {
    title: "a person revokes a grant",
    event: kms("RevokeGrant", mainId, { requestParameters: { keyId: mainId, grantId } }),
    raises: ["grant-taken"],
  },
  {
    title: "a person revokes a grant on a former key",
    event: kms("RevokeGrant", oldId, { requestParameters: { keyId: keyArns.old, grantId } }),
    raises: ["grant-taken"],
  },
  {
    title: "a person tries whether they may revoke a grant",
    event: kms("RevokeGrant", mainId, { errorCode: "DryRunOperationException" }),
    raises: [],
  },
  {
    title: "a person revokes a grant on another key",
    event: kms("RevokeGrant", otherId),
    raises: [],
  },
  {
    title: "a person retires a grant",
    event: retired(oldId, person),
    raises: ["grant-taken"],
  },
  {
    title: "another service retires its grant on a key",
    event: retired(mainId, { type: "AWSService", invokedBy: "rds.amazonaws.com" }),
    raises: ["grant-taken"],
  },
  {
    title: "a person retires a grant on another key",
    event: retired(otherId, person),
    raises: [],
  },
  {
    title: "QuickSight gives up a grant on the default key",
    event: grant("RetireGrant", {}, resource(keyArns.main)),
    raises: ["default-key-left"],
  },
  {
    title: "QuickSight gives up a grant on the default key, as KMS writes it for services",
    event: retired(mainId, quicksight),
    raises: ["default-key-left"],
  },
  {
    title: "QuickSight gives up a grant on the default key, in China's words",
    event: retired(mainId, { type: "AWSService", invokedBy: "quicksight.amazonaws.com.cn" }),
    raises: ["default-key-left"],
  },
  {
    title: "QuickSight gives up a grant, and no key is told",
    event: grant("RetireGrant", {}),
    raises: ["default-key-left"],
  },
  {
    title:
      "QuickSight gives up a grant on a former key, as after a full refresh under a new default",
    event: grant("RetireGrant", {}, resource(keyArns.old)),
    raises: [],
  },
  {
    title: "QuickSight gives up a grant on a former key that the answer names",
    event: retired(oldId, quicksight, { resources: undefined }),
    raises: [],
  },
  {
    title: "QuickSight gives up a grant in vain",
    event: retired(mainId, quicksight, refused),
    raises: [],
  },
  {
    title: "QuickSight is granted the default key",
    event: grant("CreateGrant", created(keyArns.main), resource(keyArns.main)),
    raises: [],
  },
  {
    title: "QuickSight is granted a former key",
    event: grant("CreateGrant", created(keyArns.old)),
    raises: [],
  },
  {
    title: "QuickSight is granted a declared key by its id",
    event: grant("CreateGrant", created(mainId)),
    raises: [],
  },
  {
    title: "QuickSight is granted a key that nobody declared",
    event: grant("CreateGrant", created(arnOf(otherId))),
    raises: ["key-undeclared-used"],
  },
  {
    title: "QuickSight has somebody grant it a key that nobody declared",
    event: grant("CreateGrant", created(arnOf(otherId)), {
      userIdentity: { ...person, invokedBy: "quicksight.amazonaws.com" },
    }),
    raises: ["key-undeclared-used"],
  },
  {
    title: "QuickSight is refused a key that nobody declared",
    event: grant("CreateGrant", created(arnOf(otherId)), refused),
    raises: [],
  },
  {
    title: "another service is granted a key that nobody declared",
    event: grant("CreateGrant", created(arnOf(otherId)), {
      userIdentity: { type: "AWSService", invokedBy: "rds.amazonaws.com" },
    }),
    raises: [],
  },
  {
    title: "QuickSight reads with a key that nobody declared",
    event: grant(
      "Decrypt",
      { keyId: arnOf(otherId), encryptionAlgorithm: "SYMMETRIC_DEFAULT" },
      { readOnly: true },
    ),
    raises: [],
  },
  {
    title: "the declared keys are registered",
    event: registration([main, old]),
    raises: ["registration-changed"],
  },
  {
    title: "the declared keys are registered in another order, and one of them alone",
    event: registration([main]),
    raises: ["registration-changed"],
  },
  {
    title: "a key that nobody declared is registered",
    event: registration([main, old, other]),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "a key that nobody declared becomes the default",
    event: registration([
      { ...main, defaultKey: false },
      { ...other, defaultKey: true },
    ]),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "another declared key becomes the default",
    event: registration([
      { ...main, defaultKey: false },
      { ...old, defaultKey: true },
    ]),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "another declared key becomes the default, and the declared default leaves",
    event: registration([{ ...old, defaultKey: true }]),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "no key is the default any more",
    event: registration([{ ...main, defaultKey: false }, old]),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "no key is registered any more",
    event: registration([]),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "the registration is changed, and CloudTrail leaves the parameters out",
    event: registration(null),
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "the registration is changed in QuickSight's console",
    event: {
      ...registration([main, other]),
      "detail-type": "AWS Service Event via CloudTrail",
    },
    raises: ["registration-changed", "key-undeclared"],
  },
  {
    title: "the registration is changed in vain",
    event: registration([other], refused),
    raises: [],
  },
  {
    title: "the registration of another Region is changed",
    event: { ...registration([other]), ...elsewhere },
    raises: [],
  },
  {
    title: "the registration is read",
    event: registration([main], { eventName: "DescribeKeyRegistration", readOnly: true }),
    raises: [],
  },
];
