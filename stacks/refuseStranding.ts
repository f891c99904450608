import { printable } from "@quicksight-governance/core/aws";
import type { SignedIn } from "@quicksight-governance/core/people";
import { describeApproval, hashPlan } from "@quicksight-governance/core/reconcile";
import type { LostRole } from "./findLostRoles.ts";
import type { AccountSettings } from "./settings.ts";

/** What {@link refuseStranding} judges. */
export interface Stranding {
  readonly accountId: string;
  readonly federation: AccountSettings["federation"];
  readonly lost: readonly LostRole[];
  /** Who signs in through the lost roles. */
  readonly people: readonly SignedIn[];
  /** Hashes that a person gave. */
  readonly approvals: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** How many people are named; the hash names them all. */
const mostNamed = 20;

/**
 * What a person reads when an account stack would give up a role that people sign in through; undefined when nobody does, or when
 * exactly that is approved. An account stack has no ledger: its approval holds for a day, so that a run that failed can be
 * finished, and approves nothing once the role has changed.
 */
export function refuseStranding(stranding: Stranding): string | undefined {
  const { accountId, federation, lost, people, approvals, now } = stranding;
  if (people.length === 0) return undefined;
  const names = people.map(({ role, namespace, session }) => [role, namespace, session].join("/"));
  const { hash, approval } = hashPlan(
    {
      subject: "federation role",
      scope: { accountId, federation },
      steps: lost.map(({ name }) => name),
      findings: [{ rule: "stranded", subject: "people", names }],
    },
    approvals,
    [],
    now,
  );
  if (approval !== undefined) return undefined;
  const rest = people.length - mostNamed;
  return [
    ...lost.flatMap((role) => describeLoss(role, stranding)),
    ...people
      .slice(0, mostNamed)
      .map(({ namespace, session }) => `  - ${printable(session)} (namespace ${namespace})`),
    ...(rest > 0 ? [`  … and ${rest.toLocaleString("en-US")} more`] : []),
    "Their users would stay in QuickSight with all they own, and nobody would manage them or sign in as them any more. Set account.federation back, or have these people removed from QuickSight first.",
    ...lost.flatMap(({ name, urn }) =>
      federation.existing && urn !== undefined && name === federation.role
        ? [`If somebody else is to keep this role, take it out of the state first: ${forget(urn)}`]
        : [],
    ),
    describeApproval([hash, ...approvals], "for a day"),
  ].join("\n");
}

function describeLoss({ name }: LostRole, { federation, people }: Stranding): string[] {
  const count = people.filter(({ role }) => role === name).length;
  if (count === 0) return [];
  const who = count === 1 ? "1 person signs" : `${count.toLocaleString("en-US")} people sign`;
  const change =
    name === federation.role
      ? "which this stack made and would give up (existing: true)"
      : `which would give way to ${federation.role}`;
  return [
    `account.federation: ${who} in through the role ${name}, ${change}; nothing was written:`,
  ];
}

/** Its policy hangs on it, and is forgotten with it. */
function forget(urn: string): string {
  return `pulumi state delete --target-dependents '${urn}'`;
}
