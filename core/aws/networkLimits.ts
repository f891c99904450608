/** How long a client of the SDK waits for the network, in milliseconds. */
export const networkLimits = {
  /** The longest that a connection takes to be made; a slower one is tried again. */
  connectionTimeout: 10_000,
  /** The longest that an answer stays out: a connection that died silently must not hold a run for ever. */
  socketTimeout: 120_000,
} as const;
