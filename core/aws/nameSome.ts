import { shorten } from "./shorten.ts";

/**
 * Names in one line, the first 20 of them: a tenant may have thousands of groups.
 *
 * @param most how many are named
 */
export function nameSome(names: readonly string[], most = 20): string {
  const rest = names.length - most;
  const some = names
    .slice(0, most)
    .map((name) => shorten(name))
    .join(", ");
  return rest > 0 ? `${some} and ${rest.toLocaleString("en-US")} more` : some;
}
