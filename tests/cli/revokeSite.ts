import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  ListResourceTagsCommand,
} from "@aws-sdk/client-kms";
import { emergencyPolicy } from "../../local/revoke/emergencyPolicy.ts";
import { type EncryptedWorld, encryptedWorld } from "../../local/revoke/encryptedWorld.ts";
import { type LocalAws, startLocalAws } from "../../local/startLocalAws.ts";
import { approveQsgov, type Outcome, qsgov } from "./qsgov.ts";

/** Local AWS with encrypted data, and somebody who may do what docs/permissions.md says that an emergency needs. */
export interface RevokeSite {
  readonly aws: () => LocalAws;
  readonly world: () => EncryptedWorld;
  readonly environment: () => Readonly<Record<string, string>>;
  /** Makes a default key, a data set and a dashboard of one name. */
  readonly make: () => Promise<{ readonly name: string; readonly keyArn: string }>;
  /** Runs the command; `text` are its arguments, `more` those with spaces. */
  readonly run: (
    text: string,
    more?: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ) => Promise<Outcome>;
  /** Runs it, and once more with the hash that the guard asks for. */
  readonly approve: (text: string, more?: readonly string[]) => Promise<Outcome>;
  /** Changes options of the simulator. */
  readonly change: (options: object) => Promise<void>;
  readonly stateOf: (keyArn: string) => Promise<KeyState>;
}

/** How a key is. */
export interface KeyState {
  readonly state: string | undefined;
  readonly policy: { readonly Statement: readonly Readonly<Record<string, unknown>>[] };
  readonly tag: string | undefined;
}

/** Starts it for the suite that calls this. */
export function revokeSite(): RevokeSite {
  let aws: LocalAws;
  let world: EncryptedWorld;
  let environment: Record<string, string>;
  let count = 0;
  before(async () => {
    aws = await startLocalAws({
      simulator: {
        ...{ membershipDelayMs: 0, searchDelayMs: 0, assetDelayMs: 0, ingestionDelayMs: 0 },
        ...{ namespaceDelayMs: 0, capacityPricing: true },
      },
    });
    await aws.changeTrail({ lookupsPerSecond: 1000 });
    world = await encryptedWorld(aws);
    const policy = emergencyPolicy({ ...aws, bucket: world.bucket });
    environment = await aws.createDeployer({ emergency: policy }, "on-call");
  });
  after(async () => {
    world.close();
    await aws.close();
  });
  const run: RevokeSite["run"] = (text, more = [], changes = {}) =>
    qsgov([...text.split(" "), ...more], { environment: { ...environment, ...changes } });
  return {
    ...{ aws: () => aws, world: () => world, environment: () => environment, run },
    make: async () => {
      count += 1;
      const name = `data-${count}`;
      const keyArn = await world.makeKey(name);
      await world.makeDashboard(name);
      return { name, keyArn };
    },
    approve: async (text, more = []) => {
      const { done } = await approveQsgov([...text.split(" "), ...more], { environment });
      return done;
    },
    change: async (options) => {
      const response = await fetch(`${aws.simulator.url}/_sim/options`, {
        ...{ method: "POST", body: JSON.stringify(options) },
      });
      if (!response.ok) throw new Error(await response.text());
    },
    stateOf: async (KeyId) => {
      const { kms } = world;
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
      const { Policy = "{}" } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
      const { Tags = [] } = await kms.send(new ListResourceTagsCommand({ KeyId }));
      return {
        state: KeyMetadata?.KeyState,
        policy: JSON.parse(Policy) as KeyState["policy"],
        tag: Tags.find(({ TagKey }) => TagKey === "quicksight-governance:access")?.TagValue,
      };
    },
  };
}
