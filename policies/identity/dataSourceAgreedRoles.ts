import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { texts } from "../support/setting.ts";
import { undecided } from "../things/plain.ts";
import { nameOf } from "../things/principals.ts";
import { accountOf } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import type { Ref, Thing } from "../things/thing.ts";

const settings = {
  roles: texts(
    "Roles that data sources may bring along: names, or ARNs, with * and ?. The program's own reads the data files of its bucket.",
    ["quicksight-governance-data-*"],
  ),
};

/** QuickSight acts with the role that a data source brings along, for everybody who uses it: in S3, Athena, Redshift and whatever has a roleArn. */
export const dataSourceAgreedRoles = govern({
  name: "data-source-agreed-roles",
  description: "A data source that brings a role along brings one that is agreed.",
  why: "QuickSight reads with that role for every author of the data source: one that may do much opens all of it to them.",
  severity: "high",
  topics: ["access", "data", "identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.1" },
    { framework: "PCI DSS", control: "7.2.5" },
  ],
  remediationSteps:
    "Let the data source use a role that reads what it is for and nothing else, and add the role's name to roles; or leave roleArn out, so that QuickSight uses the account's role.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_S3Parameters.html",
  settings,
  together: (stack, { roles }, report) => {
    for (const source of stack.of("dataSource")) {
      for (const ref of source.refs["roles"] ?? []) {
        const named = rolesNamed(ref, stack);
        const isAgreed = named.some((names) =>
          names.some((name) => roles.some((pattern) => matchesGlob(pattern, name))),
        );
        const [[first] = []] = named;
        if (first !== undefined && !isAgreed) {
          report(source, {
            wrong: "the data source brings along a role that is not agreed",
            got: first,
            todo: "use an agreed one, or add it to roles",
          });
        }
        judgeAccount(source, ref, report);
      }
    }
  },
});

/** The roles that a reference means or, as long as it is not known, may mean: what each is called. */
function rolesNamed({ value, sources }: Ref, stack: Stack): readonly (readonly string[])[] {
  if (value !== undecided) return [[value, value.split(/[:/]/).at(-1) ?? value]];
  return stack
    .target({ value, sources }, ["role"])
    .things.map((role) => [nameOf(role), ...role.ids]);
}

function judgeAccount(source: Thing, { value }: Ref, report: Report): void {
  const { accountId } = source.fields;
  const account = value === undecided ? undefined : accountOf(value);
  if (value === undecided || account === undefined || typeof accountId !== "string") return;
  if (account === accountId) return;
  report(source, {
    wrong: "the data source brings along a role of another account",
    got: value,
    todo: `use one of account ${accountId}`,
  });
}
