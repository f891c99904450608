import type { Standing } from "../../aws/standing.ts";
import { formatKeys, parseKeys, type RegisteredKey } from "./registeredKey.ts";

/** Why QuickSight did not take a key, by its ARN. */
export type Reasons = ReadonlyMap<string, string>;

/**
 * Where the registration stands: the live keys against the declared ones.
 *
 * @param wanted the declared keys, as `formatKeys` wrote them
 * @param live without names
 */
export function judgeRegistration(wanted: string, live: readonly RegisteredKey[]): Standing {
  const declared = parseKeys(wanted);
  const names = new Map(declared.map(({ arn, name }) => [arn, name]));
  const text = formatKeys(live.map((key) => ({ ...key, name: names.get(key.arn) })));
  if (text === wanted) return { is: "done", text, mark: "" };
  return {
    ...{ is: "wrong", text: text === "" ? "no key" : text, mark: "" },
    problem: explainRegistration(declared, live, new Map()),
    // What was registered a moment ago is not always shown at once.
    mayBeFollowed: true,
  };
}

/** Whether every declared key is live as it was declared, whatever is live besides. */
export function isRegistered(
  declared: readonly RegisteredKey[],
  live: readonly RegisteredKey[],
): boolean {
  const defaults = new Map(live.map((key) => [key.arn, key.default]));
  return declared.every((key) => defaults.get(key.arn) === key.default);
}

/** Says of each key that is not registered as declared what is wrong, why, and what to do. */
export function explainRegistration(
  declared: readonly RegisteredKey[],
  live: readonly RegisteredKey[],
  reasons: Reasons,
): string {
  const found = new Map(live.map((key) => [key.arn, key]));
  const lines = declared.flatMap(({ name, arn, default: isDefault }) => {
    const where = `account.keys.${name ?? arn} (${arn})`;
    const key = found.get(arn);
    if (key === undefined) {
      const reason = reasons.get(arn);
      return [
        `${where} is not registered with QuickSight${reason === undefined ? "" : `, which did not take it: ${reason}`}; what it encrypted cannot be read without it. Let QuickSight use the key (enabled, symmetric, a key policy that lets the caller make grants; where account.conditions is all, try documented), or take it out of the settings, and run it again`,
      ];
    }
    const reason = reasons.get(arn);
    if (reason !== undefined) {
      return [
        `${where} is registered still, and QuickSight did not take it again: ${reason}; let QuickSight use the key, or take it out of the settings, and run it again`,
      ];
    }
    if (key.default === isDefault) return [];
    return [`${where} is ${isDefault ? "not " : ""}the default key; run it again to change that`];
  });
  const extra = live
    .filter(({ arn }) => !declared.some((key) => key.arn === arn))
    .map(
      ({ arn }) =>
        `${arn} is registered with QuickSight and not declared; add it under account.keys, or run it again: the preview names it and the update takes it out`,
    );
  const lost = [...reasons].flatMap(([arn, reason]) => {
    if (declared.some((key) => key.arn === arn)) return [];
    if (arn === "") return [`QuickSight did not take a key that it does not name: ${reason}`];
    return [
      found.has(arn)
        ? `${arn} was registered by somebody else, and QuickSight did not take it again: ${reason}`
        : `${arn} was registered by somebody else and is not any more: QuickSight did not take it again: ${reason}; what it encrypted cannot be read without it: let QuickSight use it, and register it again`,
    ];
  });
  const noDefault = live.some((key) => key.default)
    ? []
    : ["no key is the default now: what is new is encrypted with a key of AWS"];
  return [
    "the registration of keys is not as declared:",
    ...lines,
    ...extra,
    ...lost,
    ...noDefault,
  ].join("\n  ");
}
