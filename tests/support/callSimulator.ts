/**
 * Lets the clients of this process that are given no endpoint, as those of dynamic resources, call this simulator with keys that it takes.
 * `keepEnvironment` takes it back.
 *
 * @param more endpoints of other services, by the names of their variables
 */
export function callSimulator(url: string, more: Readonly<Record<string, string>> = {}): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_QUICKSIGHT: url,
    AWS_ENDPOINT_URL_STS: url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ...more,
  });
}
