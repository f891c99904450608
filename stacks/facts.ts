/** What is known of the AWS account before a resource is declared: found out in `preflight`, given in tests. */
export interface Facts {
  readonly accountId: string;
  /** `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** Where data sources, data sets and dashboards live, and all that is not identity. */
  readonly region: string;
  /** Where user, group, namespace and account calls go. */
  readonly identityRegion: string;
}
