import pLimit from "p-limit";

/** Calls under way at once: AWS publishes no figure for those made here, and throttling is waited for. */
const parallelCalls = 8;

/** Runs a call for each item, eight at once; after one that fails, no other begins. */
export async function mapParallel<Item, Result>(
  items: Iterable<Item>,
  call: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(parallelCalls);
  try {
    return await limit.map(items, call);
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}
