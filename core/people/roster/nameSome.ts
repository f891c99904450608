import { shorten } from "../../aws/shorten.ts";

const most = 20;

/** Names in one line, the first 20 of them: a tenant may have thousands of groups. */
export function nameSome(names: readonly string[]): string {
  const rest = names.length - most;
  const some = names
    .slice(0, most)
    .map((name) => shorten(name))
    .join(", ");
  return rest > 0 ? `${some} and ${rest.toLocaleString("en-US")} more` : some;
}
