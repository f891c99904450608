import { GetSAMLProviderCommand, IAMClient, NoSuchEntityException } from "@aws-sdk/client-iam";
import type { AwsAccess } from "../aws/awsAccess.ts";
import { describeError } from "../aws/describeError.ts";
import type { Problem } from "../settings/problem.ts";

/**
 * Checks that there is an IAM SAML provider for a role to trust: IAM refuses the role otherwise (MalformedPolicyDocument, invalid
 * principal), when other things have been made.
 *
 * @param where the setting that names it
 * @param arn   `arn:<partition>:iam::<account>:saml-provider/<name>`
 */
export async function checkSamlProvider(
  where: string,
  arn: string,
  access: AwsAccess,
): Promise<Problem[]> {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const client = new IAMClient({ ...access });
  try {
    await client.send(new GetSAMLProviderCommand({ SAMLProviderArn: arn }));
    return [];
  } catch (error) {
    if (error instanceof NoSuchEntityException) {
      const message = `there is no IAM SAML provider ${name} in this account; make it (IAM, Identity providers), or correct the name (aws iam list-saml-providers)`;
      return [{ where, message }];
    }
    const denied = error instanceof Error && /^AccessDenied/.test(error.name);
    const message = `whether there is an IAM SAML provider ${name} cannot be looked at (${describeError(error)}); allow iam:GetSAMLProvider on ${arn}`;
    return [{ where, message, denied }];
  } finally {
    client.destroy();
  }
}
