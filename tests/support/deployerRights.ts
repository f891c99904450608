import {
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  DeletePolicyCommand,
  DetachUserPolicyCommand,
  IAMClient,
  type IAMClientConfig,
} from "@aws-sdk/client-iam";
import { deployerName } from "../../local/emulator/createDeployer.ts";

/** Rights that tests give the sample's deployer beside those of its stacks. */
export interface DeployerRights {
  /** Gives what a policy document allows, or denies; under the name of a former one in its place. */
  readonly add: (name: string, document: object) => Promise<void>;
  /** @returns what takes the rights that were added since, as often as it is called */
  readonly remember: () => () => Promise<void>;
}

/** @param connection what the emulator is asked as: its root user */
export function deployerRights(connection: () => IAMClientConfig): DeployerRights {
  const added = new Map<string, string>();
  const take = async (iam: IAMClient, name: string) => {
    const PolicyArn = added.get(name);
    if (PolicyArn === undefined) return;
    await iam.send(new DetachUserPolicyCommand({ UserName: deployerName, PolicyArn }));
    await iam.send(new DeletePolicyCommand({ PolicyArn }));
    added.delete(name);
  };
  const withIam = async (run: (iam: IAMClient) => Promise<void>) => {
    const iam = new IAMClient(connection());
    try {
      await run(iam);
    } finally {
      iam.destroy();
    }
  };
  return {
    add: (name, document) =>
      withIam(async (iam) => {
        await take(iam, name);
        // A managed policy holds three times what all inline ones of a user may.
        const { Policy } = await iam.send(
          new CreatePolicyCommand({
            PolicyName: `${deployerName}-${name}`,
            PolicyDocument: JSON.stringify(document),
          }),
        );
        added.set(name, Policy?.Arn ?? "");
        await iam.send(
          new AttachUserPolicyCommand({ UserName: deployerName, PolicyArn: Policy?.Arn }),
        );
      }),
    remember: () => {
      const known = new Set(added.keys());
      return () =>
        withIam(async (iam) => {
          for (const name of added.keys()) if (!known.has(name)) await take(iam, name);
        });
    },
  };
}
