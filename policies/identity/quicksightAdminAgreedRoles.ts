import { show } from "../support/formatViolation.ts";
import { govern } from "../support/govern.ts";
import { once } from "../support/once.ts";
import { texts } from "../support/setting.ts";
import { judgedHolders } from "../things/judgedHolders.ts";
import { rightsTo } from "../things/rights.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  actions: texts(
    "Actions by which somebody makes themselves or others author or admin, on whatever resource.",
    [
      "quicksight:CreateAdmin",
      "quicksight:CreateRoleMembership",
      "quicksight:CreateUser",
      "quicksight:RegisterUser",
      "quicksight:UpdateSelfUpgrade",
      "quicksight:UpdateSelfUpgradeConfiguration",
      "quicksight:UpdateUser",
    ],
  ),
  roles: texts(
    "Names of roles and permission sets, with * and ?, that are agreed to do them, such as that with which this program is deployed.",
    [],
  ),
};

/** Who becomes author or admin is decided by the membership file, so only those who carry it out may call what makes them. */
export const quicksightAdminAgreedRoles = govern({
  name: "quicksight-admin-agreed-roles",
  description:
    "Only agreed roles may register people in QuickSight or change their role, however they get the right: also by quicksight:*, or by QuickSight's own policy assignments.",
  why: "One call of CreateAdmin, RegisterUser or UpdateSelfUpgrade makes an admin past the membership file, its guard and its review.",
  severity: "critical",
  topics: ["access", "identity"],
  controls: [
    { framework: "SOC 2", control: "CC6.3" },
    { framework: "PCI DSS", control: "7.2.2" },
    { framework: "HIPAA", control: "164.312(a)(1)" },
  ],
  remediationSteps:
    "Allow the actions of QuickSight that are needed, by name. The role with which this program is deployed (npm run permissions prints its policy) stands in roles; a user or a group that is meant stands in exempt. A Deny in another policy counts in an update once it is made: let what it takes away depend on it (dependsOn).",
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonquicksight.html",
  settings,
  together: (stack, config, report) => {
    const say = once(report);
    for (const { holder, rights } of judgedHolders(stack, config.roles)) {
      const found = new Map<Thing, string[]>();
      for (const action of config.actions) {
        for (const { source } of rightsTo(rights, action)) {
          found.set(source, [...(found.get(source) ?? []), action]);
        }
      }
      for (const [source, actions] of found) {
        say(source, {
          wrong: `${holder.label} may make people author or admin in QuickSight`,
          got: show([...new Set(actions)]),
          todo: "allow what is needed by name, or agree on the role in roles",
        });
      }
    }
  },
});
