import { describeAsset } from "../assets/asset.ts";
import type { Snapshot } from "./snapshot.ts";

/** What could not be read when a snapshot was taken, a line each with why: an answer may lack it. */
export function unreadIn({ unknown, assets }: Pick<Snapshot, "unknown" | "assets">): string[] {
  return [
    ...unknown,
    ...assets.flatMap((asset) => {
      const { kind, region, unreadable, contentUnreadable } = asset;
      const which = `${describeAsset(asset)} in ${region}`;
      const what = kind === "folder" ? "what is in it" : "what it shows";
      return [
        ...(unreadable === undefined ? [] : [`${which}: who may open it: ${unreadable}`]),
        ...(contentUnreadable === undefined ? [] : [`${which}: ${what}: ${contentUnreadable}`]),
      ];
    }),
  ];
}
