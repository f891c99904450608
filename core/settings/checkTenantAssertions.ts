import { nameSome } from "../aws/nameSome.ts";
import type { AssertionSettings, ClaimSettings } from "./assertionSettings.ts";
import { checkGroup } from "./checkGroup.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";
import type { TenantSettings } from "./tenantSettings.ts";

/** A name in an assertion, and where it stands. */
export interface NamedIn {
  readonly where: string;
  readonly name: string;
}

/** The one claim of an assertion, with where it stands: `tenant.assertions[0].never`. */
export function claimOf(
  assertion: AssertionSettings,
  where: string,
): {
  readonly kind: "never" | "only" | "always";
  readonly where: string;
  readonly claim: ClaimSettings;
}[] {
  return (["never", "only", "always"] as const).flatMap((kind) => {
    const claim = assertion[kind];
    return claim === undefined ? [] : [{ kind, claim, where: `${where}.${kind}` }];
  });
}

/** The names that a claim has under some keys, each with its place. */
export function namesIn(
  claim: ClaimSettings,
  where: string,
  keys: readonly ("group" | "groups" | "people" | "namespaces" | "tenant" | "label" | "labels")[],
): NamedIn[] {
  return keys.flatMap((key) => {
    const names = claim[key] ?? [];
    return names.map((name, place) => ({
      where: names.length === 1 ? `${where}.${key}` : `${where}.${key}[${place}]`,
      name,
    }));
  });
}

/** Groups and labels of a tenant's assertions that it does not declare: about these they would say nothing. */
export function checkTenantAssertions(
  settings: Pick<TenantSettings, "assertions" | "groups" | "labels">,
): Problem[] {
  const labels = Object.keys(settings.labels);
  const known = nameSome(labels) || "none";
  return settings.assertions.flatMap((assertion, index) =>
    claimOf(assertion, `tenant.assertions[${index}]`).flatMap(({ claim, where }) => [
      ...namesIn(claim, where, ["group", "groups"]).flatMap((one) =>
        checkGroup(one.where, one.name, settings),
      ),
      ...namesIn(claim, where, ["label", "labels"])
        .filter(({ name }) => !labels.some((one) => one.toLowerCase() === name.toLowerCase()))
        .map((one) => ({
          where: one.where,
          message: `is not a label of this tenant (got ${showText(one.name)}); it has ${known}`,
        })),
    ]),
  );
}
