import type { TrailPlace, TrailStore } from "./trailStore.ts";

/** Opens the files of a trail; whoever calls this closes them. The SDK is loaded only where it is needed. */
export async function openStore(place: TrailPlace): Promise<TrailStore> {
  if (place.kind === "bucket") return (await import("./bucketStore.ts")).bucketStore(place);
  return (await import("./folderStore.ts")).folderStore(place.path);
}
