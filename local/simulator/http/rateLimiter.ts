/** Says whether one more request is within the rate. */
export type RateLimiter = (now: number) => boolean;

/**
 * A token bucket for the whole account: `rate` requests a second, and as many at once.
 *
 * AWS publishes neither its rates nor its way of counting, except for ListIngestions.
 */
export function createRateLimiter(rate: number | undefined): RateLimiter {
  if (rate === undefined) {
    return () => true;
  }
  const capacity = Math.max(1, rate);
  let tokens = capacity;
  let filledAt: number | undefined;
  return (now) => {
    tokens = Math.min(capacity, tokens + ((now - (filledAt ?? now)) / 1000) * rate);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens -= 1;
    return true;
  };
}
