/**
 * The type tokens that the policies are about. They stand here as text, so that the pack needs neither the program nor the
 * provider SDKs to run.
 */
export const types = {
  bucket: "aws:s3/bucket:Bucket",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  dataSource: "aws:quicksight/dataSource:DataSource",
  key: "aws:kms/key:Key",
  keyRegistration: "aws:quicksight/keyRegistration:KeyRegistration",
  policy: "aws:iam/policy:Policy",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  roster: "pulumi-nodejs:dynamic/quicksight:Roster",
} as const;
