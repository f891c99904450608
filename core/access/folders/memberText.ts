import { assetKinds } from "../../assets/assetKinds.ts";
import { printable } from "../../aws/printable.ts";
import type { FolderMember } from "./governedFolders.ts";

const folderWidth = 36;
const idWidth = 36;
const kinds = Object.keys(assetKinds).join("|");

const linePattern = new RegExp(
  `^(?<folder>\\S+) +(?<kind>${kinds}) {2}(?<id>\\S+) +(?<name>\\S.*)$`,
  "u",
);

/**
 * What is in folders as one text, a line for each folder and asset, sorted by folder and name: `qsgov-default-finance  dashboard  <id>
 * Sales Results`. It is what `pulumi preview --diff` shows.
 */
export function formatMembers(members: readonly FolderMember[]): string {
  return members
    .map(({ folder, asset: { kind, id, name } }) => {
      const shown = printable(name.replaceAll(/\s+/gu, " ")).trim() || "(no name)";
      return {
        key: [folder, shown, id, kind].join("\n"),
        line: `${folder.padEnd(folderWidth)}  ${kind}  ${id.padEnd(idWidth)}  ${shown}`,
      };
    })
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ line }) => line)
    .join("\n");
}

/** Reads what {@link formatMembers} wrote. Throws on a line that it did not write. */
export function parseMembers(text: string): FolderMember[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const found = linePattern.exec(line)?.groups;
      if (found === undefined) {
        throw new Error(
          `not a line of what is in folders (got "${line}"); expected "folder kind id name"`,
        );
      }
      const { folder = "", kind = "", id = "", name = "" } = found;
      return { folder, asset: { kind, id, name } };
    });
}
