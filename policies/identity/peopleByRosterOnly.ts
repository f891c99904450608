import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";
import { field, type Plain } from "../things/plain.ts";
import type { Stack } from "../things/stack.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  namespaces: texts("Namespaces, with * and ?, whose people are governed by a roster.", ["*"]),
  groups: texts(
    "Groups, with * and ?, whose members may be declared besides, such as those of a tool.",
    [],
  ),
};

/** What is reconciled in whole: a second one of the same would take back what the first gives. */
const wholes: Readonly<Record<string, string>> = {
  Roster: "people",
  AssetAccess: "access to assets",
};

/** People, their groups and roles come from the membership file alone, and each namespace has one roster. */
export const peopleByRosterOnly = govern({
  name: "people-by-roster-only",
  description:
    "Users, members of groups and groups with a role come by a roster only, and a namespace has one.",
  why: "A user or membership that is declared by itself passes no guard, and goes with its resource; of two rosters each removes those whom the other names.",
  severity: "critical",
  topics: ["access", "identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.2" },
    { framework: "SOC 2", control: "CC6.3" },
    { framework: "PCI DSS", control: "7.2.1" },
  ],
  remediationSteps:
    "Put people and groups into the membership file of the namespace's tenant, and remove the resource without deleting the person (pulumi state delete). One tenant, and so one roster, per namespace.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_RegisterUser.html",
  settings,
  each: {
    quickSightUser: (user, { namespaces }, report) => {
      if (isGoverned(user, namespaces)) refuse(user, "a user", user.fields["role"], report);
    },
    quickSightMembership: (membership, { namespaces, groups }, report) => {
      const { group, role } = membership.fields;
      if (!isGoverned(membership, namespaces)) return;
      if (typeof group === "string" && groups.some((one) => matchesGlob(one, group))) return;
      const what = role === undefined ? "a member of a group" : "a group with a role";
      refuse(membership, what, role ?? group, report);
    },
  },
  together: (stack, _config, report) => {
    if (stack.isWhole) judgeTwice(stack, report);
  },
});

/** The namespace is `default` when none is given; one that is not known yet counts as governed. */
function isGoverned({ fields }: Thing, namespaces: readonly string[]): boolean {
  const { namespace = "default" } = fields;
  if (typeof namespace !== "string") return true;
  return namespaces.some((pattern) => matchesGlob(pattern, namespace));
}

function refuse(thing: Thing, what: string, got: Plain, report: Report): void {
  report(thing, {
    wrong: `${what} is declared past the roster`,
    got: show(got),
    todo: "put people into the membership file",
  });
}

function judgeTwice(stack: Stack, report: Report): void {
  const first = new Map<string, Thing>();
  for (const guarded of stack.of("guarded")) {
    const { type, inputs } = guarded.fields;
    const what = typeof type === "string" ? wholes[type] : undefined;
    const namespace = field(inputs, "namespaceArn");
    if (what === undefined || typeof namespace !== "string") continue;
    // Assets are of a Region; people are of the account's.
    const region = type === "Roster" ? undefined : field(inputs, "dataRegion");
    const key = `${what} ${namespace} ${typeof region === "string" ? region : ""}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, guarded);
      continue;
    }
    report(guarded, {
      wrong: `the ${what} of a namespace are reconciled twice, here and by ${other.name}`,
      got: namespace,
      todo: "keep one, with all of the namespace in it",
    });
  }
}
