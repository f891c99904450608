/** What goes back over HTTP. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request with its body read. */
export interface RawRequest {
  readonly method: string;
  /** Path and query as they came, not decoded. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** JSON as the API writes it: points in time are numbers of seconds. */
export function toWireJson(value: unknown): string {
  return JSON.stringify(value, function (this: unknown, key, element: unknown) {
    // By now JSON.stringify has made a string of a Date; the Date itself is still in its parent.
    const original = (this as Record<string, unknown>)[key];
    return original instanceof Date ? original.getTime() / 1000 : element;
  });
}
