/** What is encrypted, as its ARN tells: its kind, such as `dataset`, and its id. */
export interface EncryptedThing {
  readonly kind: string;
  readonly id: string;
}

/** Reads the ARN of something that QuickSight encrypts; what cannot be read has an empty kind. */
export function encryptedThing(arn: string): EncryptedThing {
  const [, kind = "", id = arn] =
    /^arn:[^:]+:quicksight:[^:]*:[^:]*:([^/]+)\/(.+)$/.exec(arn) ?? [];
  return { kind, id };
}
