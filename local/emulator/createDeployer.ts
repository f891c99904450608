import { Agent } from "node:https";
import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import type { Emulator } from "./startEmulator.ts";

/** The IAM user that deploys: never the root user, so that a missing right shows here first. */
export const deployerName = "quicksight-governance-deployer";

/**
 * Creates the deployer with exactly the rights of these policies and returns its environment.
 *
 * @param policies documents by the end of the policy's name. Each becomes a managed policy, of which IAM takes 6,144 characters:
 *   three times as many as all inline policies of a user may have.
 * @param UserName where there is more than one
 */
export async function createDeployer(
  emulator: Emulator,
  policies: Readonly<Record<string, object>>,
  UserName = deployerName,
): Promise<Record<string, string>> {
  const root = emulator.rootEnvironment;
  const iam = new IAMClient({
    endpoint: emulator.url,
    requestHandler: { httpsAgent: new Agent({ ca: emulator.certificate }) },
    region: root.AWS_REGION ?? "",
    credentials: {
      accessKeyId: root.AWS_ACCESS_KEY_ID ?? "",
      secretAccessKey: root.AWS_SECRET_ACCESS_KEY ?? "",
    },
  });
  await iam.send(new CreateUserCommand({ UserName }));
  for (const [name, document] of Object.entries(policies)) {
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: `${UserName}-${name}`,
        PolicyDocument: JSON.stringify(document),
      }),
    );
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy?.Arn }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  iam.destroy();
  return {
    ...root,
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? "",
  };
}
