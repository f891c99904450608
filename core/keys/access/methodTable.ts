import type { ActualKeyAccess, Method } from "./keyAccess.ts";

/** How each method is taken and given back, and what shows that it is in force. */
export const methodTable: Readonly<
  Record<
    Method,
    {
      readonly take: "disable" | "deny";
      readonly giveBack: "enable" | "allow";
      readonly isInForce: (actual: ActualKeyAccess) => boolean;
      /** What somebody did who ended it by hand. */
      readonly undone: string;
    }
  >
> = {
  disable: {
    ...{ take: "disable", giveBack: "enable", undone: "somebody enabled it by hand" },
    isInForce: ({ state }) => state !== "Enabled",
  },
  deny: {
    ...{ take: "deny", giveBack: "allow" },
    undone: "somebody replaced its policy without our statements",
    isInForce: ({ deny }) => deny === "whole",
  },
};
