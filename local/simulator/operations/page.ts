import type { SortedMap } from "../store/sortedMap.ts";
import { ApiError } from "./apiError.ts";
import type { Call } from "./handler.ts";

/** AWS documents the limits 1 and 100 but not what it does without `max-results`; this is ours. */
const defaultPageSize = 100;

/** ListNamespaces documents it, for its own tokens. */
const tokenLifetimeMs = 24 * 60 * 60 * 1000;

interface Token {
  readonly operation: string;
  readonly scope: string;
  readonly from: string;
  readonly madeAt: number;
}

/** The members of an input that ask for a page. */
export interface PageInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** A part of a list, and the token that continues it. */
export interface Page<T> {
  readonly items: T[];
  readonly NextToken: string | undefined;
}

/** What to take, and from which list: a token of one list is refused by another. */
export interface PageOptions<V> {
  /** Names the list within the operation, e.g. the namespace and the group. */
  readonly scope: string;
  /** Only keys that begin with this. */
  readonly prefix?: string;
  /** Only these entries. Those left out are read, so many of them make a page slow. */
  readonly where?: (value: V) => boolean;
}

/**
 * One page of a collection in the order of its keys. AWS documents no order.
 *
 * @throws ApiError InvalidNextTokenException when the token is not one of this list.
 */
export function page<V, T>(
  call: Call<PageInput>,
  collection: SortedMap<V>,
  { scope, prefix = "", where }: PageOptions<V>,
  toItem: (value: V, key: string) => T,
): Page<T> {
  const { NextToken = "", MaxResults = defaultPageSize } = call.input;
  const list = `${scope}|${prefix}`;
  // An empty token asks for the first page (recordings of AWS).
  const start = NextToken === "" ? prefix : readToken(NextToken, list, call);
  const items: T[] = [];
  for (const [key, value] of collection.entriesFrom(start)) {
    if (!key.startsWith(prefix)) {
      break;
    }
    if (where?.(value) === false) {
      continue;
    }
    if (items.length === MaxResults) {
      const { operation, now } = call;
      const next: Token = { operation, scope: list, from: key, madeAt: now };
      return { items, NextToken: Buffer.from(JSON.stringify(next)).toString("base64url") };
    }
    items.push(toItem(value, key));
  }
  return { items, NextToken: undefined };
}

function readToken(text: string, scope: string, { operation, now }: Call<unknown>): string {
  const token = parse(text);
  if (
    token.operation !== operation ||
    token.scope !== scope ||
    token.from === undefined ||
    now - (token.madeAt ?? 0) > tokenLifetimeMs
  ) {
    throw new ApiError("InvalidNextTokenException", "The NextToken value isn't valid.");
  }
  return token.from;
}

function parse(text: string): Partial<Token> {
  try {
    const token: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return typeof token === "object" && token !== null ? token : {};
  } catch {
    return {};
  }
}
