import { field } from "./plain.ts";
import { quickSightArnOf } from "./quickSightArn.ts";
import type { Stack } from "./stack.ts";

/** How tenants are told apart. */
export interface TenantNames {
  /** Namespaces, besides those that the stack names. */
  readonly namespaces: readonly string[];
  /** What ids of declared assets begin with, before their namespace. */
  readonly idPrefix: string;
}

/** Stands for a tenant of which no more is known than that it is none of those that the stack names. */
const unknownTenant = "";

/**
 * Tells whose an asset is by its id: `qsgov-<namespace>-…` says it; otherwise the namespace whose people the stack keeps, when it is
 * one; otherwise an id that begins with a namespace. `undefined` when nothing says it.
 */
export function tenantsOf(
  stack: Stack,
  { namespaces, idPrefix }: TenantNames,
): (id: string) => string | undefined {
  const kept = new Set(keptNamespaces(stack));
  const known = new Set(["default", ...namespaces, ...kept]);
  for (const { fields } of stack.of("namespace", "quickSightGroup")) {
    const name = fields["namespace"] ?? fields["name"];
    if (typeof name === "string") known.add(name);
  }
  for (const { fields } of stack.of("share")) {
    const { principal } = fields;
    const arn = typeof principal === "string" ? quickSightArnOf(principal) : undefined;
    if (arn !== undefined) known.add(arn.namespace);
  }
  // The longest first: `sales-eu` before `sales`.
  const all = [...known].toSorted((a, b) => b.length - a.length);
  const beginning = (text: string) => all.find((one) => text.startsWith(`${one}-`));
  const [only, ...more] = kept;
  return (id) => {
    if (id.startsWith(idPrefix)) return beginning(id.slice(idPrefix.length)) ?? unknownTenant;
    return more.length === 0 && only !== undefined ? only : beginning(id);
  };
}

/** The namespaces whose people or grants the stack keeps. */
export function keptNamespaces(stack: Stack, type?: string): readonly string[] {
  return stack.of("guarded").flatMap(({ fields }) => {
    const arn = field(fields["inputs"], "namespaceArn");
    if (typeof arn !== "string" || (type !== undefined && fields["type"] !== type)) return [];
    return quickSightArnOf(arn)?.namespace ?? [];
  });
}
