import { governance, governanceNative } from "./governance.ts";
import { iam, iamNative } from "./iam.ts";
import { identityCenter, identityCenterNative } from "./identityCenter.ts";
import { keys, keysNative } from "./keys.ts";
import { quicksight, quicksightNative } from "./quicksight.ts";
import type { Reader } from "./source.ts";
import { storage, storageNative } from "./storage.ts";

/** Tokens that the provider still takes for another: what is made is the same. */
const formerTokens: Readonly<Record<string, string>> = {
  "aws:s3/bucketV2:BucketV2": "aws:s3/bucket:Bucket",
  "aws:s3/bucketAclV2:BucketAclV2": "aws:s3/bucketAcl:BucketAcl",
  "aws:s3/bucketLoggingV2:BucketLoggingV2": "aws:s3/bucketLogging:BucketLogging",
  "aws:s3/bucketVersioningV2:BucketVersioningV2": "aws:s3/bucketVersioning:BucketVersioning",
  "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2":
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
};

const current: Readonly<Record<string, Reader>> = {
  ...iam,
  ...identityCenter,
  ...storage,
  ...keys,
  ...quicksight,
  ...governance,
};

/** Readers by CloudFormation's type: for `aws-native:`, `aws:cloudcontrol/resource:Resource` and templates. */
export const nativeReaders: ReadonlyMap<string, Reader> = new Map(
  Object.entries({
    ...iamNative,
    ...identityCenterNative,
    ...storageNative,
    ...keysNative,
    ...quicksightNative,
    ...governanceNative,
  }),
);

/** Readers by the token that a program writes. */
export const readers: ReadonlyMap<string, Reader> = new Map([
  ...Object.entries(current),
  ...Object.entries(formerTokens).flatMap(([former, token]): [string, Reader][] => {
    const reader = current[token];
    return reader === undefined ? [] : [[former, reader]];
  }),
  ...nativeReaders.entries().map(([type, reader]): [string, Reader] => [nativeToken(type), reader]),
]);

/** `AWS::KMS::Key` as the `aws-native` provider writes it, `aws-native:kms:Key`; `SAMLProvider` is `SamlProvider` there. */
export function nativeToken(type: string): string {
  const [, service = "", name = ""] = type.split("::");
  const camel = name.replace(
    /^([A-Z])([A-Z]+)(?=[A-Z][a-z])/,
    (_, first: string, more: string) => first + more.toLowerCase(),
  );
  return `aws-native:${service.toLowerCase()}:${camel}`;
}
