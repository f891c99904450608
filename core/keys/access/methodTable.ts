import { type ActualKeyAccess, type Method, methods } from "./keyAccess.ts";

/** How each method is taken and given back, and what shows that it is in force, or gone; what somebody changed may be neither. */
export const methodTable: Readonly<
  Record<
    Method,
    {
      readonly take: "disable" | "deny";
      readonly giveBack: "enable" | "allow";
      readonly isInForce: (actual: ActualKeyAccess) => boolean;
      /** True: nothing of it is left, so that nothing is to be given back. */
      readonly isGone: (actual: ActualKeyAccess) => boolean;
      /** How a key is once it is taken, and once it is given back: KMS may show it a while later only. */
      readonly after: Readonly<Record<"take" | "giveBack", Partial<ActualKeyAccess>>>;
      /** What somebody did who ended it by hand. */
      readonly undone: (actual: ActualKeyAccess) => string;
    }
  >
> = {
  disable: {
    ...{ take: "disable", giveBack: "enable", undone: () => "somebody enabled it by hand" },
    isInForce: ({ state }) => state !== "Enabled",
    isGone: ({ state }) => state === "Enabled",
    after: { take: { state: "Disabled" }, giveBack: { state: "Enabled" } },
  },
  deny: {
    ...{ take: "deny", giveBack: "allow" },
    isInForce: ({ deny }) => deny === "whole",
    isGone: ({ deny }) => deny === "absent",
    after: { take: { deny: "whole" }, giveBack: { deny: "absent" } },
    undone: ({ deny }) =>
      deny === "absent"
        ? "somebody replaced its policy without our statements"
        : "somebody changed our statements in its policy",
  },
};

/** Whether anything keeps QuickSight from using the key, or may: whoever did it. */
export function isClosed(actual: ActualKeyAccess): boolean {
  return methods.some((method) => !methodTable[method].isGone(actual));
}
