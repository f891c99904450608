/** How to reach AWS; everything else comes from the SDK's standard environment. */
export interface AwsAccess {
  readonly region: string;
  /** An AWS profile; absent: the SDK's default credential chain. */
  readonly profile?: string;
}
