import { describeError } from "../aws/describeError.ts";

/** What a secret has with which somebody signs in by name and password. */
export const signInFields = ["username", "password"] as const;

/** What a secret must hold that has these fields, as people write it. */
export function contentOf(fields: readonly string[]): string {
  return `{${fields.map((name) => `"${name}": …`).join(", ")}}`;
}

/**
 * Why a secret cannot be read or looked at, and what to do; undefined where nothing special is known about the error (API reference of
 * GetSecretValue).
 *
 * @param region where it was looked for
 * @param needed what it must have
 */
export function explainSecretError(
  secret: string,
  error: unknown,
  region: string,
  needed: readonly string[] = signInFields,
): string | undefined {
  const name = error instanceof Error ? error.name : "";
  if (name === "ResourceNotFoundException") {
    return `there is no secret ${secret} in ${region}, or it holds no value yet; correct its name, store ${contentOf(needed)} there, or replicate it to ${region} from where it is (aws secretsmanager replicate-secret-to-regions)`;
  }
  if (name === "DecryptionFailure") {
    return `the secret ${secret} cannot be decrypted (${describeError(error)}); enable its KMS key, or cancel the deletion of it`;
  }
  const isDeleted = error instanceof Error && /delet/i.test(error.message);
  return name === "InvalidRequestException" && isDeleted
    ? explainDeletion(secret, region)
    : undefined;
}

/** What to say of a secret that is deleted and can be restored for some days. */
export function explainDeletion(secret: string, region: string): string {
  return `the secret ${secret} is being deleted; restore it (aws secretsmanager restore-secret --region ${region} --secret-id ${secret}), or name another`;
}
