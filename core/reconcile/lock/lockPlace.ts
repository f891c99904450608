/** Where the lock of one namespace is kept. */
export interface LockPlace {
  /** The governance bucket. */
  readonly bucket: string;
  /** The bucket's Region. */
  readonly region: string;
  /** An AWS profile; absent: the SDK's default credential chain. */
  readonly profile?: string | undefined;
  /** The namespace whose roster is kept to one run at a time. */
  readonly namespace: string;
}

/** The object that is the lock: there is one per namespace, so that tenants do not wait for each other. */
export function lockKey(place: LockPlace): string {
  return `locks/${place.namespace}.json`;
}

/** The lock as a person finds it: `s3://bucket/locks/namespace.json`. */
export function lockAddress(place: LockPlace): string {
  return `s3://${place.bucket}/${lockKey(place)}`;
}
