import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import { type Emulator, startEmulator } from "../../../local/emulator/startEmulator.ts";
import type { SimulatorOptions } from "../../../local/simulator/startSimulator.ts";
import { allowing, trustsQuickSight } from "./policies.ts";
import { AwsAccountId, type Simulated } from "./simulated.ts";
import { asRoot } from "../../support/asRoot.ts";

/** What clients of the emulator are made with. */
export interface EmulatedOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly requestHandler: { readonly httpsAgent: { readonly ca: string } };
}

/** A role for {@link Emulated.makeRole}. */
export interface EmulatedRole {
  readonly RoleName: string;
  /** @default "/" */
  readonly Path?: string;
  /** @default one that QuickSight may assume */
  readonly AssumeRolePolicyDocument?: string;
  /** Its only policy. @default none */
  readonly policy?: string;
}

/** The emulator of the other services, beside a simulator. */
export interface Emulated {
  /** As root of the account. */
  readonly options: () => EmulatedOptions;
  /** The options with which the simulator asks the emulator. */
  readonly upstream: () => Pick<SimulatorOptions, "upstream" | "upstreamCa">;
  /** Changes the clock and the limits of the emulator's trail. */
  readonly changeTrail: Emulator["changeTrail"];
  /** A client of IAM, as root of the account. */
  readonly iam: () => IAMClient;
  /** A client of QuickSight, as root of the account. */
  readonly root: () => QuickSightClient;
  /** Makes a role and returns its ARN. */
  readonly makeRole: (role: EmulatedRole) => Promise<string>;
  /** A client of QuickSight of a user who may make every call of it, and what the policy says. */
  readonly deployerWith: (policy: string) => Promise<QuickSightClient>;
}

/** Runs the emulator for the suite that calls this, and has the simulator ask it: both are new for every test. */
export function emulated({ clientWith, reset }: Simulated): Emulated {
  let emulator: Emulator;
  let client: IAMClient;
  const options = () => asRoot(emulator);
  const upstream = () => ({ upstream: emulator.url, upstreamCa: emulator.certificate });
  before(async () => {
    emulator = await startEmulator({ accountId: AwsAccountId, region: "eu-west-1" });
    client = new IAMClient(options());
  });
  after(() => {
    client.destroy();
    return emulator.close();
  });
  beforeEach(async () => {
    await emulator.reset();
    reset(upstream());
  });
  return {
    options,
    upstream,
    changeTrail: (settings) => emulator.changeTrail(settings),
    iam: () => client,
    root: () => clientWith({ accessKeyId: AwsAccountId }),
    makeRole: async ({ policy: PolicyDocument, ...role }) => {
      const { RoleName } = role;
      const AssumeRolePolicyDocument = trustsQuickSight;
      const { Role } = await client.send(
        new CreateRoleCommand({ AssumeRolePolicyDocument, ...role }),
      );
      if (PolicyDocument !== undefined) {
        const document = { PolicyName: "policy", PolicyDocument };
        await client.send(new PutRolePolicyCommand({ RoleName, ...document }));
      }
      return Role?.Arn ?? "";
    },
    deployerWith: async (policy) => {
      const UserName = "deployer";
      await client.send(new CreateUserCommand({ UserName }));
      const documents = { calls: allowing("quicksight:*"), more: policy };
      for (const [PolicyName, PolicyDocument] of Object.entries(documents)) {
        await client.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
      }
      const { AccessKey } = await client.send(new CreateAccessKeyCommand({ UserName }));
      return clientWith({ accessKeyId: AccessKey?.AccessKeyId ?? "" });
    },
  };
}
