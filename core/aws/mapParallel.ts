import pLimit from "p-limit";
import { mostUnderWay } from "./mostUnderWay.ts";

/** Runs a call for each item, as many at once as may be under way; after one that fails, no other begins. */
export async function mapParallel<Item, Result>(
  items: Iterable<Item>,
  call: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const limit = pLimit(mostUnderWay);
  try {
    return await limit.map(items, call);
  } catch (error) {
    limit.clearQueue();
    throw error;
  }
}
