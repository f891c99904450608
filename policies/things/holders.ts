import { matchesGlob } from "../support/matchesGlob.ts";
import { type Plain, undecided } from "./plain.ts";
import { type Principal, principalsOf } from "./principals.ts";
import type { Stack } from "./stack.ts";
import type { Thing } from "./thing.ts";

/** Who gets what policies say, or may get it: a principal, or a policy that is there to be given to one. */
export interface Holder extends Pick<Principal, "grants" | "managed"> {
  /** As messages call it: `role worker`. */
  readonly label: string;
  /** The name in AWS of a role or of a permission set, which becomes a role: what settings name. */
  readonly role?: string;
  /** See {@link Principal}. */
  readonly boundary?: Plain;
  readonly earlier?: readonly Plain[];
}

type Held = Principal["grants"][number];

const known = new WeakMap<Stack, readonly Holder[]>();

/**
 * Everybody and everything of a stack that holds policies: principals; policies that QuickSight assigns to its users; and managed policies
 * that nobody of the stack has, as others may attach them. What is only a permissions boundary gives nothing.
 */
export function holdersOf(stack: Stack): readonly Holder[] {
  const found = known.get(stack) ?? findHolders(stack);
  known.set(stack, found);
  return found;
}

/** Whether it is a role whose name matches one of those that are agreed. */
export function isAgreed({ role }: Holder, patterns: readonly string[]): boolean {
  return role !== undefined && patterns.some((pattern) => matchesGlob(pattern, role));
}

function findHolders(stack: Stack): readonly Holder[] {
  const principals = principalsOf(stack).map((principal): Holder => {
    const { kind, name, label } = principal;
    const isRole = kind === "role" || kind === "permissionSet";
    const called = kind === "permissionSet" ? "permission set" : kind;
    return { ...principal, label: `${called} ${label}`, ...(isRole && { role: name }) };
  });
  const assignments = stack.of("policyAssignment").map((one) => holderOf(one, stack));
  const given = new Set(
    [...principals, ...assignments].flatMap(({ grants }) => grants.map(({ source }) => source)),
  );
  const left = stack.isWhole
    ? stack.of("managedPolicy").filter((one) => !given.has(one) && !isBoundary(one, stack))
    : [];
  return [...principals, ...assignments, ...left.map(unattached)];
}

function isBoundary(policy: Thing, stack: Stack): boolean {
  return (["role", "user"] as const).some(
    (kind) => stack.pointing(kind, "boundary", policy).length > 0,
  );
}

function holderOf(assignment: Thing, stack: Stack): Holder {
  const targets = (assignment.refs["policies"] ?? []).map((ref) =>
    stack.target(ref, ["managedPolicy"]),
  );
  return {
    label: `QuickSight's policy assignment ${assignment.name}`,
    grants: targets.flatMap(({ things }) =>
      things.map((source): Held => ({ source, document: source.fields["document"] })),
    ),
    managed: targets.flatMap(({ outside, open }) =>
      open || outside !== undefined ? [{ source: assignment, arn: outside ?? undecided }] : [],
    ),
  };
}

function unattached(policy: Thing): Holder {
  const grants: Held[] = [{ source: policy, document: policy.fields["document"] }];
  return { label: `policy ${policy.name}`, grants, managed: [] };
}
