import { groupNameOf, type GroupNaming } from "../../aws/scope.ts";
import type { AssertionSettings, ClaimSettings } from "../../settings/assertionSettings.ts";
import { assetLists } from "../../settings/assetLists.ts";
import type { Assertion } from "./assertion.ts";

/** Whose assertions these are. */
export interface AssertionScope {
  /** `tenant.assertions` or `account.assertions`. */
  readonly source: string;
  /** How the groups of a tenant are named; absent of an account, whose groups are given as `namespace/whole name`. */
  readonly tenant?: (GroupNaming & { readonly namespace: string }) | undefined;
}

/** Compiles assertions as settings have them. Those of a tenant name its own people, and assets of anybody. */
export function compileAssertions(
  settings: readonly AssertionSettings[],
  scope: AssertionScope,
): Assertion[] {
  return settings.flatMap(({ reason, ...claims }, index) =>
    (["never", "only", "always"] as const).flatMap((kind): Assertion[] => {
      const claim = claims[kind];
      if (claim === undefined) return [];
      const where = `${scope.source}[${index}]`;
      const compiled = { ...compileClaim(claim, scope), ...compileSight(claim, scope) };
      return [{ where, kind, reason, ...compiled, level: claim.level }];
    }),
  );
}

function compileClaim(
  claim: ClaimSettings,
  { tenant }: AssertionScope,
): Pick<Assertion, "who" | "what"> {
  const groups = [...(claim.group ?? []), ...(claim.groups ?? [])];
  return {
    who: {
      everybody: claim.everybody === true,
      groups: groups.map((name) => namedGroup(name, tenant)),
      people: (claim.people ?? []).map((name) => ({ name, pattern: toPattern(name) })),
      namespaces: claim.namespaces ?? [],
      ...(tenant === undefined || claim.namespaces !== undefined
        ? {}
        : { within: tenant.namespace }),
    },
    what: {
      all: claim.allAssets === true,
      assets: Object.entries(assetLists).flatMap(([assetKind, list]) => {
        const own = claim[assetKind as keyof typeof assetLists] ?? [];
        const named = [...own, ...(claim[list] ?? [])];
        const isAny = assetKind === "data-set" && labelsIn(claim).length > 0 && named.length === 0;
        return (isAny ? ["*"] : named).map((name) => {
          return { kind: assetKind, name, pattern: toPattern(name) };
        });
      }),
      tenants: claim.tenant ?? [],
    },
  };
}

/** What a claim says of rows and columns; nothing where it is about assets as a whole. */
function compileSight(claim: ClaimSettings, { tenant }: AssertionScope): Pick<Assertion, "sight"> {
  const labels = labelsIn(claim);
  const columns = (claim.columns ?? []).map((name) => ({ name, pattern: toPattern(name) }));
  const rows = Object.entries(claim.rows ?? {}).map(([name, given]) => {
    const isAllBut = "not" in given;
    return { name, values: isAllBut ? given.not : given, isAllBut };
  });
  if (labels.length + columns.length + rows.length === 0) return {};
  return { sight: { labels, columns, rows, isOfTenant: tenant !== undefined } };
}

function labelsIn({ label = [], labels = [] }: ClaimSettings): string[] {
  return [...label, ...labels];
}

function namedGroup(name: string, tenant: AssertionScope["tenant"]) {
  if (tenant !== undefined) {
    return { namespace: tenant.namespace, name: groupNameOf(tenant, name) };
  }
  const [namespace = "", ...rest] = name.split("/");
  return { namespace, name: rest.join("/") };
}

/** `*` stands for any characters; upper and lower case count as the same, so that a spelling hides nothing. */
function toPattern(text: string): RegExp {
  const escaped = text.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`, "isu");
}
