import assert from "node:assert/strict";
import * as sdk from "@pulumi/policy";
import type {
  PolicyResource,
  PolicyResourceOptions,
  ResourceValidation,
  ResourceValidationArgs,
  StackValidationArgs,
} from "@pulumi/policy";
import type { GovernancePolicy } from "../../../policies/support/governancePolicy.ts";
import { forgetRun } from "../../../policies/support/run.ts";

/** The SDK exports it without declaring it. */
const { unknownCheckingProxy } = sdk as unknown as {
  unknownCheckingProxy: <T extends object>(properties: T) => T;
};

/** How the engine writes a text that is not known yet. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a test gives it to a policy. */
export interface GivenResource {
  readonly type: string;
  readonly name?: string;
  /** Only where the components that it is in matter. */
  readonly urn?: string;
  readonly props: object;
  readonly opts?: Partial<PolicyResourceOptions>;
  /** Names of the resources that a property was made from. */
  readonly from?: Readonly<Record<string, readonly string[]>>;
  /** Name of the provider that makes it, when it is not the default one. */
  readonly provider?: string;
  /** Type of that provider, as the engine says of every resource but components; that of AWS where only a name is given. */
  readonly providerType?: string;
}

/** Whether the host has asked others before, in the same run: what they left is then there. */
interface Run {
  readonly sameRun?: boolean;
}

/** Thrown by `notApplicable`, as in the SDK's host. */
class NotApplicable extends Error {}

/** Asks a resource policy as the SDK's host does: what it reports, or why it does not apply. */
export async function validateResource(
  policy: GovernancePolicy,
  given: GivenResource,
  config: object = {},
  { sameRun = false }: Run = {},
): Promise<string[] | string> {
  if (!sameRun) forgetRun();
  const reported: string[] = [];
  const reasons: string[] = [];
  const validations = [policy.validateResource ?? []].flat();
  for (const validate of validations) {
    const reason = await ask(validate, given, config, reported);
    if (reason !== undefined) reasons.push(reason);
  }
  return reasons.length === validations.length ? reasons.join("; ") : reported;
}

async function ask(
  validate: ResourceValidation,
  given: GivenResource,
  config: object,
  reported: string[],
): Promise<string | undefined> {
  const args = {
    ...resourceOf(given),
    getConfig: () => config,
    notApplicable: (reason?: string): never => {
      throw new NotApplicable(reason);
    },
  };
  try {
    await validate(args as unknown as ResourceValidationArgs, (message) => reported.push(message));
    return undefined;
  } catch (error) {
    if (error instanceof NotApplicable) return error.message;
    throw error;
  }
}

/** Asks a stack policy as the SDK's host does: what it reports, each message with the name of the resource it is about. */
export async function validateStack(
  policy: GovernancePolicy,
  given: readonly GivenResource[],
  config: object = {},
  { sameRun = false }: Run = {},
): Promise<string[]> {
  if (!sameRun) forgetRun();
  const resources = given.map(resourceOf);
  given.forEach(({ from = {} }, index) => {
    for (const [property, names] of Object.entries(from)) {
      const sources = resources.filter(({ name }) => names.includes(name));
      const resource = resources[index];
      if (resource !== undefined) resource.propertyDependencies[property] = sources;
    }
  });
  const reported: string[] = [];
  const args = { resources, getConfig: () => config } as unknown as StackValidationArgs;
  assert.ok(policy.validateStack, `${policy.name} is asked about resources alone`);
  await policy.validateStack(args, (message, urn) => {
    reported.push(`${urn?.split("::").at(-2) ?? ""} ${message}`);
  });
  return reported;
}

/** A resource as the host hands it to a policy. */
export function resourceOf({
  type,
  name = "it",
  urn,
  props,
  opts,
  provider,
  providerType,
}: GivenResource): PolicyResource {
  const by = provider ?? (providerType === undefined ? undefined : "default");
  const of = providerType ?? "pulumi:providers:aws";
  const resource = {
    type,
    name,
    urn: urn ?? `urn:pulumi:test::policies::${type}::${name}`,
    props: unknownCheckingProxy(props),
    opts: { protect: false, ignoreChanges: [], aliases: [], ...opts },
    dependencies: [],
    propertyDependencies: {},
    ...(by !== undefined && {
      provider: { type: of, name: by, urn: `urn:pulumi:test::policies::${of}::${by}` },
    }),
  };
  return resource as unknown as PolicyResource;
}

/** Asks a policy as an update does: each resource by itself, in the order in which the program declares them, all values known. */
export async function validateUpdate(
  policy: GovernancePolicy,
  given: readonly GivenResource[],
  config: object = {},
): Promise<string[]> {
  forgetRun();
  const { PULUMI_DRY_RUN: before } = process.env;
  process.env["PULUMI_DRY_RUN"] = "false";
  try {
    const reported: string[] = [];
    for (const one of given) {
      for (const validate of [policy.validateResource ?? []].flat()) {
        await ask(validate, one, config, reported);
      }
    }
    return reported;
  } finally {
    if (before === undefined) delete process.env["PULUMI_DRY_RUN"];
    else process.env["PULUMI_DRY_RUN"] = before;
  }
}
