/**
 * A pattern of an IAM policy, in which `*` stands for anything and `?` for one character.
 *
 * @param flags `s` for resources, whose case counts; `is` for actions
 */
export function policyPattern(pattern: string, flags: "s" | "is"): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, flags);
}
