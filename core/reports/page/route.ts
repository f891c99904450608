/** Which part of the page is shown: `#/people`, `#/person/default/ana%40x.com`. */
export interface Route {
  /** Empty: the overview. */
  readonly part: string;
  /** What tells a person, a group or an asset from all others; empty of a list. */
  readonly key: readonly string[];
}

/** The route that the address says. */
export function parseRoute(hash: string): Route {
  const [part = "", ...key] = hash.replace(/^#\/?/, "").split("/").map(decode);
  return { part, key };
}

/** The address of a route, for a link. */
export const hrefOf = (part: string, ...key: readonly string[]): string =>
  `#/${[part, ...key].map(encodeURIComponent).join("/")}`;

/** An address that somebody typed need not be well formed. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
