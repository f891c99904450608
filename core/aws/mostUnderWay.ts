/**
 * Calls under way at once, for one client: also its most sockets, and what a caller with many calls should have waiting.
 *
 * 600 is what 2,000 requests a second need at 300 ms each. It decides only where no rate limit does: calls under way are
 * rate times latency, so that an API that takes 20 a second sees six of them.
 */
export const mostUnderWay = 600;
