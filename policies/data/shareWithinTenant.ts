import { show } from "../support/formatViolation.ts";
import { govern, type Report } from "../support/govern.ts";
import { matchesGlob } from "../support/matchesGlob.ts";
import { type ConfigOf, text, texts } from "../support/setting.ts";
import { undecided } from "../things/plain.ts";
import { quickSightArnOf } from "../things/quickSightArn.ts";
import { accountOf } from "../things/reach.ts";
import type { Stack } from "../things/stack.ts";
import { tenantsOf } from "../things/tenants.ts";
import type { Thing } from "../things/thing.ts";

const settings = {
  openAssets: texts(
    "Ids of assets (with * and ?) that a whole namespace may open, as the landing pages of tenants.",
    ["landing-page-*"],
  ),
  sharedAssets: texts(
    "Ids of assets (with * and ?) that groups and users of several tenants may open.",
    [],
  ),
  namespaces: texts(
    "Namespaces of tenants, besides default and those that the stack names: they tell whose an asset is by its id.",
    [],
  ),
  accounts: texts("Accounts, besides the stack's own, that assets may be granted to.", []),
  idPrefix: text(
    "What the ids of declared assets begin with; the namespace follows, and a hyphen.",
    "qsgov-",
  ),
};

type Config = ConfigOf<typeof settings>;

/** What is wrong with one grant: the sentence, and what to do. */
type Fault = readonly [wrong: string, todo: string];

const wholeNamespace: Fault = [
  "a whole namespace may open the asset",
  "grant it to groups, or add its id to openAssets",
];
const otherTenant: Fault = [
  "people of another tenant may open the asset",
  "grant it to groups of its own namespace, or add its id to sharedAssets",
];
const otherAccount: Fault = [
  "another account may open the asset",
  "grant it within the account, or add the account to accounts",
];
const nobody: Fault = [
  "the asset is granted to somebody who cannot be checked",
  "name a group of QuickSight by its ARN",
];

/**
 * Assets are granted to groups and users of their own tenant. Whose an asset is, its id says (`qsgov-<namespace>-…`), or the stack, when
 * it keeps the people of one namespace.
 */
export const shareWithinTenant = govern({
  name: "share-within-tenant",
  description:
    "A QuickSight asset is granted to groups and users of its own tenant: to no whole namespace, no other tenant and no other account.",
  why: "Whoever registers in a namespace sees what the namespace may open, and a grant across namespaces shows one tenant's rows to another.",
  severity: "critical",
  topics: ["access", "data"],
  controls: [
    { framework: "SOC 2", control: "CC6.1" },
    { framework: "SOC 2", control: "CC6.3" },
    { framework: "PCI DSS", control: "7.2.1" },
    { framework: "HIPAA", control: "164.312(a)(1)" },
  ],
  remediationSteps:
    "Name groups of the asset's own namespace in permissions. What is meant for a whole namespace, or for several tenants, is named in openAssets or sharedAssets.",
  url: "https://docs.aws.amazon.com/quicksight/latest/APIReference/API_ResourcePermission.html",
  settings,
  together: (stack, config, report) => {
    const tenantOf = tenantsOf(stack, config);
    const found = new Map<string, { share: Thing; fault: Fault; got: unknown[] }>();
    for (const share of stack.of("share")) {
      const id = textOf(share.fields["id"]);
      for (const [fault, got] of faultsOf(share, id, tenantOf(id), stack, config)) {
        const key = `${share.urn} ${fault[0]}`;
        const known = found.get(key);
        if (known === undefined) found.set(key, { share, fault, got: [got] });
        else known.got.push(got);
      }
    }
    for (const placement of stack.of("placement")) judgePlacement(placement, tenantOf, config, report);
    for (const { share, fault, got } of found.values()) {
      report(share, { wrong: fault[0], got: show([...new Set(got)]), todo: fault[1] });
    }
  },
});

/** Whoever may open a folder may open what is in it. */
function judgePlacement(
  placement: Thing,
  tenantOf: (id: string) => string | undefined,
  { sharedAssets }: Config,
  report: Report,
): void {
  const [folder, member] = [textOf(placement.fields["folder"]), textOf(placement.fields["member"])];
  const isShared = [folder, member].some((id) =>
    sharedAssets.some((pattern) => matchesGlob(pattern, id)),
  );
  const [of, ofMember] = [tenantOf(folder), tenantOf(member)];
  if (isShared || of === undefined || ofMember === undefined || of === ofMember) return;
  report(placement, {
    wrong: "the asset is in a folder of another tenant",
    got: `${member} in ${folder}`,
    todo: "put it into a folder of its own namespace, or add its id to sharedAssets",
  });
}

function faultsOf(
  share: Thing,
  id: string,
  tenant: string | undefined,
  stack: Stack,
  config: Config,
): readonly (readonly [Fault, string])[] {
  const isOpen = config.openAssets.some((pattern) => matchesGlob(pattern, id));
  const isShared = config.sharedAssets.some((pattern) => matchesGlob(pattern, id));
  const isStrange = (namespace: string) =>
    !isShared && tenant !== undefined && tenant !== namespace;
  const { principal } = share.fields;
  if (principal === undecided) {
    const named = namedBy(share, stack);
    const areNamespaces = named.length > 0 && named.every(({ kind }) => kind === "namespace");
    if (areNamespaces) return isOpen ? [] : named.map(({ name }) => [wholeNamespace, name]);
    return named
      .filter(({ fields }) => isStrange(textOf(fields["namespace"]) || "default"))
      .map(({ name }) => [otherTenant, name]);
  }
  if (principal === undefined) return [];
  const arn = typeof principal === "string" ? quickSightArnOf(principal) : undefined;
  const account = typeof principal === "string" ? accountOf(principal) : undefined;
  if (typeof principal !== "string" || account === undefined) return [[nobody, show(principal)]];
  const own = [textOf(share.fields["accountId"]), ...stack.accounts].filter((one) => one !== "");
  const isForeign = !own.includes(account) && !config.accounts.includes(account);
  // Without an account of the stack's own, what QuickSight makes counts as of it: QuickSight takes no other.
  if (isForeign && (arn === undefined || own.length > 0)) return [[otherAccount, principal]];
  if (arn === undefined) return /^arn:[^:]*:iam::\d{12}:root$/.test(principal) ? [] : [[nobody, principal]];
  if (arn.kind === "namespace" && !isOpen) return [[wholeNamespace, principal]];
  return isStrange(arn.namespace) ? [[otherTenant, principal]] : [];
}

/** What an unknown principal was made from. */
function namedBy(share: Thing, stack: Stack): readonly Thing[] {
  return (share.refs["to"] ?? []).flatMap(
    (ref) => stack.target(ref, ["quickSightGroup", "quickSightUser", "namespace"]).things,
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
