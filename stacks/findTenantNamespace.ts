import { AccessDeniedException } from "@aws-sdk/client-quicksight";
import { type AwsAccess, createQuickSight, describeError } from "@quicksight-governance/core/aws";
import {
  findNamespace,
  type FoundNamespace,
  hasParameter,
} from "@quicksight-governance/core/preflight";
import type { Problem } from "@quicksight-governance/core/settings";
import type { Facts } from "./facts.ts";
import { holdsPeople } from "./holdsPeople.ts";
import { isUnmade } from "./isUnmade.ts";
import { settingsParameterOf } from "./names.ts";
import type { StackResources } from "./readState.ts";
import type { TenantSettings } from "./settings.ts";

/** What a tenant stack does about a namespace that it would make, and that is there and not in its state. */
export interface NamespaceFinding {
  /** Ids in AWS by the ends of URNs: see `takeUp`. */
  readonly ids: ReadonlyMap<string, string>;
  /** True: it never came into being, and is deleted to be made again. */
  readonly remake: boolean;
  /** What the preview says of it. */
  readonly notice?: string;
  readonly problems: readonly Problem[];
}

/** The namespace of a tenant that is there. */
interface Judged {
  readonly namespace: string;
  /** With the Region: the provider looks in that of the data otherwise. */
  readonly id: string;
  readonly found: FoundNamespace;
}

const nothing: NamespaceFinding = { ids: new Map(), remake: false, problems: [] };
const where = "tenant.namespace";

/**
 * Looks whether another stack has the namespace of a tenant stack, and for the one that it would make. The provider forgets one whose creation failed or took too long, while
 * QuickSight has it and refuses to make another.
 */
export async function findTenantNamespace(
  { namespace, existing }: Pick<TenantSettings, "namespace" | "existing">,
  state: StackResources,
  { accountId, identityRegion }: Pick<Facts, "accountId" | "identityRegion">,
  parameterPrefix: string,
  access: AwsAccess,
): Promise<NamespaceFinding> {
  const held = Object.keys(state).some((urn) => urn.endsWith(`$${endOf(namespace)}`));
  const isUsedAsIs = namespace === "default" || existing === true;
  const parameter = settingsParameterOf(parameterPrefix, namespace);
  const isOwn =
    holdsPeople(state, namespace) ||
    Object.values(state).some(({ outputs }) => outputs?.["name"] === parameter);
  if (held || (isOwn && isUsedAsIs)) return nothing;
  const client = createQuickSight({ ...access, region: identityRegion });
  try {
    if (!isOwn && (await hasParameter(parameter, access))) {
      return refuse(
        `the namespace ${namespace} has a stack already, which published its settings (${parameter}), and a namespace has one; give this stack another namespace, or destroy that one first; if its state is lost, aws ssm delete-parameter --name ${parameter}`,
      );
    }
    if (isUsedAsIs) return nothing;
    const found = await findNamespace(client, accountId, namespace);
    const id = `${accountId},${namespace}@${identityRegion}`;
    return found === undefined ? nothing : judge({ namespace, id, found });
  } catch (error) {
    const message = `whether there is a namespace ${namespace}, and whose, cannot be found out (${describeError(error)}); allow quicksight:DescribeNamespace, ListUsers and ListGroups in it, and ssm:GetParameter on ${parameter}`;
    const denied =
      error instanceof AccessDeniedException ||
      (error instanceof Error && error.name === "AccessDeniedException");
    return refuse(message, denied);
  } finally {
    client.destroy();
  }
}

const endOf = (namespace: string) => `aws:quicksight/namespace:Namespace::${namespace}`;

/** One that failed is taken away only where nobody is in it; one that is empty and nobody's is taken up; anything else is left. */
function judge(judged: Judged): NamespaceFinding {
  const { namespace, id, found } = judged;
  const { status, reason, holds } = found;
  const named = `namespace ${namespace}`;
  if (holds.length > 0) {
    return refuse(
      `the ${named} is there already, and not in the state of this stack, with ${holds.join(", ")}; somebody else made it: set tenant.existing: true to use it as it is`,
    );
  }
  if (isUnmade(found)) {
    const why = reason === "" ? "" : `: ${reason}`;
    const notice = `the ${named} could not be made (${status}${why}), and nobody is in it: it is deleted and made again`;
    return { ...nothing, remake: true, notice };
  }
  if (status !== "CREATED") {
    return refuse(`the ${named} is ${status} at the moment; run it again in some minutes`);
  }
  return {
    ...nothing,
    ids: new Map([[endOf(namespace), id]]),
    notice: `takes up the ${named}, which is there, empty and in no state: one that took too long to be made, or that somebody made for this`,
  };
}

function refuse(message: string, denied = false): NamespaceFinding {
  return { ...nothing, problems: [{ where, message, denied }] };
}
