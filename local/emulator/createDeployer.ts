import { Agent } from "node:https";
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { Emulator } from "./startEmulator.ts";

/** The IAM user that deploys: never the root user, so that a missing right shows here first. */
export const deployerName = "quicksight-governance-deployer";

/** Creates the deployer with exactly the rights of the policy and returns its environment. */
export async function createDeployer(
  emulator: Emulator,
  policyDocument: object,
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
  await iam.send(new CreateUserCommand({ UserName: deployerName }));
  await iam.send(
    new PutUserPolicyCommand({
      UserName: deployerName,
      PolicyName: "deploy",
      PolicyDocument: JSON.stringify(policyDocument),
    }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: deployerName }));
  iam.destroy();
  return {
    ...root,
    AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? "",
    AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? "",
  };
}
