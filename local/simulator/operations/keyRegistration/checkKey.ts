import { DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import type { FailedKeyRegistrationEntry } from "@aws-sdk/client-quicksight";
import { callerMay } from "../../upstream/iam.ts";
import { resourcePolicyOf } from "../../upstream/resourcePolicyOf.ts";
import { answered, isRefused, upstreamOf, withClient } from "../../upstream/upstream.ts";
import type { Call } from "../handler.ts";

const form = /^arn:aws[a-z-]*:kms:([a-z0-9-]+):(\d{12}):key\/[A-Za-z0-9-]+$/;

/**
 * Why a key can't be registered, if it can't.
 *
 * From the user guide: symmetric keys of the same account and Region, and a caller who may create grants on
 * them, by IAM and by the key's own policy. That each of these ends up in FailedKeyRegistration, and all texts and codes, are ours.
 */
export async function checkKey(
  call: Call<unknown>,
  keyArn: string,
): Promise<FailedKeyRegistrationEntry | undefined> {
  const [, region, account] = form.exec(keyArn) ?? [];
  if (region === undefined) {
    return failure(keyArn, 400, "is not the ARN of a KMS key");
  }
  if (region !== call.region || account !== call.accountId) {
    return failure(keyArn, 400, "is not of this Region and account");
  }
  const upstream = upstreamOf(call);
  if (upstream === undefined) {
    return undefined;
  }
  const answer = await withClient(new KMSClient(upstream), (kms) =>
    answered(kms.send(new DescribeKeyCommand({ KeyId: keyArn }))),
  );
  if (isRefused(answer)) {
    return failure(keyArn, 404, `can't be described (${answer.refusal})`);
  }
  const { KeySpec, KeyUsage, KeyState } = answer.KeyMetadata ?? {};
  if (KeySpec !== "SYMMETRIC_DEFAULT" || KeyUsage !== "ENCRYPT_DECRYPT") {
    return failure(keyArn, 400, "is not a symmetric key for encryption");
  }
  if (KeyState !== "Enabled") {
    return failure(keyArn, 400, `is ${KeyState ?? "in no known state"}`);
  }
  const policy = await resourcePolicyOf(upstream, keyArn);
  return (await callerMay(upstream, call, "kms:CreateGrant", keyArn, policy))
    ? undefined
    : failure(keyArn, 403, "needs kms:CreateGrant, which the caller does not have");
}

function failure(KeyArn: string, StatusCode: number, reason: string): FailedKeyRegistrationEntry {
  return { KeyArn, Message: `${KeyArn} ${reason}.`, StatusCode, SenderFault: true };
}
