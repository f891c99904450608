import { createHash, randomBytes } from "node:crypto";
import { planRules } from "./planRules.ts";
import type { Bag, Naming, ServedResource } from "./resource.ts";
import { validateInputs } from "./validateInputs.ts";
import { isBag, unknownValue } from "./values.ts";

/** What is wrong with the inputs of a resource. */
export interface CheckFailure {
  property: string;
  reason: string;
}

/** What a check has at hand besides the inputs. */
export interface CheckRequest {
  /** The resource's name in the program. */
  name: string;
  inputs: Bag;
  /** The checked inputs of the last run; undefined when the resource is new or replaced. */
  previous: Bag | undefined;
  /** Makes generated names the same in every step of one run. */
  randomSeed: Uint8Array;
  defaultTags: Record<string, string>;
}

/**
 * Fills in what the program leaves out, refuses what the resource does not serve, and checks what the schema says. Filled
 * inputs are listed in `__defaults`, as the released provider does, so that a generated name is kept and an omitted one is told
 * from it.
 */
export function checkInputs(
  resource: ServedResource,
  request: CheckRequest,
): { inputs: Bag; failures: CheckFailure[] } {
  const inputs = Object.fromEntries(
    Object.entries(request.inputs).filter(
      ([key, value]) => value !== null && !key.startsWith("__"),
    ),
  );
  const filled: Bag = {};
  const { attributes, kind } = resource.schema;
  for (const key of resource.inputs) {
    const value = attributes[key]?.default;
    if (value !== undefined && !(key in inputs)) filled[key] = value;
  }
  if (resource.naming && !(resource.naming.input in inputs)) {
    filled[resource.naming.input] = generatedName(resource.naming, request);
  }
  if (resource.inputs.includes("tags") && Object.keys(request.defaultTags).length > 0) {
    const tags = inputs.tags ?? {};
    if (isBag(tags)) inputs.tags = { ...request.defaultTags, ...tags };
  }
  const unserved = Object.keys(inputs)
    .filter((key) => key !== "region" && !resource.inputs.includes(key))
    .map((property) => ({
      property,
      reason: `the local aws plugin does not serve this input of ${resource.type}; add it to the type's file in local/aws-plugin/resources/`,
    }));
  const checked = { __defaults: Object.keys(filled).sort(), ...inputs, ...filled };
  const invalid = validateInputs(kind, attributes, { ...inputs, ...filled }, Object.keys(filled));
  const reason = planRules[resource.type]?.refusal?.(checked);
  const refused = reason === undefined ? [] : [{ property: "", reason }];
  return { inputs: checked, failures: [...unserved, ...invalid, ...refused] };
}

function generatedName(naming: Naming, request: CheckRequest): unknown {
  const previous = request.previous?.[naming.input];
  const generated = request.previous?.__defaults;
  if (previous !== undefined && Array.isArray(generated) && generated.includes(naming.input)) {
    return previous;
  }
  const given = naming.prefixInput === undefined ? undefined : request.inputs[naming.prefixInput];
  if (given === unknownValue) return unknownValue;
  const prefix = typeof given === "string" ? given : `${naming.start ?? ""}${request.name}-`;
  const cut = prefix.slice(0, naming.maxLength - suffixLength);
  const name = cut + suffix(request);
  return naming.lowerCase === true ? name.toLowerCase() : name;
}

const suffixLength = 7;

function suffix(request: CheckRequest): string {
  const seed = request.randomSeed.length > 0 ? request.randomSeed : randomBytes(16);
  return createHash("sha256")
    .update(seed)
    .update(request.name)
    .digest("hex")
    .slice(0, suffixLength);
}
