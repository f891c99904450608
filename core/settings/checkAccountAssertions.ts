import { nameSome } from "../aws/nameSome.ts";
import type { AccountSettings } from "./accountSettings.ts";
import { claimOf, type NamedIn, namesIn } from "./checkTenantAssertions.ts";
import type { Problem } from "./problem.ts";
import { showText } from "./showText.ts";

const vacuous =
  "leaves nobody else whom it could exclude; name groups, people or namespaces, or use never or always";

/** What is wrong with the assertions of an account: namespaces that it has not, groups without one, and what excludes nobody. */
export function checkAccountAssertions({
  assertions,
  namespaces,
}: Pick<AccountSettings, "assertions" | "namespaces">): Problem[] {
  const isKnown = (name: string) => namespaces.includes(name.toLowerCase());
  const known = nameSome(namespaces);
  const checkGroup = ({ where, name }: NamedIn): Problem[] => {
    const [namespace = "", ...rest] = name.split("/");
    if (rest.join("/") === "") {
      const example = `${namespaces[0] ?? "default"}/quicksight-fed-${namespace}`;
      const message = `has no namespace (got ${showText(name)}); write it as namespace/whole-name, such as ${example}`;
      return [{ where, message }];
    }
    if (isKnown(namespace)) return [];
    const message = `is of no namespace of account.namespaces (got ${showText(namespace)}); use one of ${known}`;
    return [{ where, message }];
  };
  const checkNamespace = ({ where, name }: NamedIn): Problem[] => {
    const message = `is no namespace of account.namespaces (got ${showText(name)}); use one of ${known}`;
    return isKnown(name) ? [] : [{ where, message }];
  };
  return assertions.flatMap((assertion, index) =>
    claimOf(assertion, `account.assertions[${index}]`).flatMap(({ kind, claim, where }) => [
      ...namesIn(claim, where, ["group", "groups"]).flatMap(checkGroup),
      ...namesIn(claim, where, ["namespaces", "tenant"]).flatMap(checkNamespace),
      ...(kind === "only" && claim.everybody === true
        ? [{ where: `${where}.everybody`, message: vacuous }]
        : []),
      ...(kind === "only"
        ? namesIn(claim, where, ["people"])
            .filter(({ name }) => /^\*+$/.test(name))
            .map((one) => ({ where: one.where, message: vacuous }))
        : []),
    ]),
  );
}
