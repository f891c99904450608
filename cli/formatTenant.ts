import type { FoldersDump } from "@quicksight-governance/core/access";
import { type NamespaceScope, printable, spellOut } from "@quicksight-governance/core/aws";
import type { DumpedAccess } from "@quicksight-governance/core/access";
import { type Dump, hasOwnSessions } from "@quicksight-governance/core/people";
import { Document, isMap, isScalar, isSeq, Scalar, visit } from "yaml";

/** The file of a tenant that dumps name in it, beside it. */
export const membershipName = "membership.csv";

/** The settings of a dumped namespace as YAML, with comments that say what they leave alone and what to do about it. */
export function formatTenant(
  { accountId, namespace, federationRole, groupPrefix }: NamespaceScope,
  { groups, membership, selfUpgrade, protected: people, unmanaged, notices }: Dump,
  access: DumpedAccess["access"],
  { folders, names: assetNames }: FoldersDump,
): string {
  const names = people.map(({ session }) => session);
  const document = new Document({
    namespace,
    ...(namespace === "default" ? {} : { existing: true }),
    account: "organization/quicksight-governance/dev",
    membership: { file: membershipName },
    identity: {
      role: federationRole,
      groupPrefix,
      ...(hasOwnSessions(membership) ? { session: "column" } : {}),
      ...(selfUpgrade === undefined ? {} : { selfUpgrade }),
    },
    groups: Object.fromEntries(
      Object.entries(groups).map(([name, group]) => [name, { ...group, existing: true }]),
    ),
    ...(access.length === 0 ? {} : { access }),
    ...(Object.keys(folders).length === 0 ? {} : { folders }),
    ...(names.length === 0 ? {} : { guard: { protected: names } }),
  });
  document.commentBefore = ` QuickSight namespace ${namespace} of account ${accountId}, as qsgov dump found it: a plan made from this is empty.\n For a Pulumi stack, put it under quicksight-governance:tenant.`;
  comment(document, ["account"], " the account stack: put the name of yours here");
  const list = document.get("groups", true);
  if (isMap(list)) {
    list.commentBefore =
      " Each has the role that all its members have at least. Take the role away where a group only says who sees which rows and columns:\n otherwise it promotes whoever is put into it.";
  }
  for (const group of Object.keys(groups)) {
    const node = document.getIn(["groups", group], true);
    if (isMap(node)) node.flow = true;
  }
  nameMembers(document, folders, assetNames);
  people.forEach(({ why }, index) => {
    comment(document, ["guard", "protected", index], ` ${why}`);
  });
  const patterns = document.getIn(["guard", "protected"], true);
  if (isSeq(patterns)) {
    patterns.commentBefore =
      " A plan would change these people, so it is told to take nothing from them. To manage one, put them into the\n groups that give what they should have, correct what is said of them, and remove their line.";
  }
  const left = [...notices, ...unmanaged.map((line) => `${line}: not managed`)];
  if (left.length > 0) {
    document.comment = [
      " Not said by these settings, and left alone:",
      ...left.map((line) => `   ${printable(line)}`),
    ].join("\n");
  }
  return format(document);
}

/** Says beside each id in a folder what it is called. */
function nameMembers(
  document: Document,
  folders: FoldersDump["folders"],
  names: FoldersDump["names"],
): void {
  for (const [key, folder] of Object.entries(folders)) {
    for (const [list, ids] of Object.entries(folder)) {
      if (!Array.isArray(ids)) continue;
      (ids as readonly string[]).forEach((id, index) => {
        const name = names.get(id) ?? "";
        if (name !== "") comment(document, ["folders", key, list, index], ` ${name}`);
      });
    }
  }
}

/**
 * The text of a document. Whoever prints it sees all that there is, and nothing acts on their terminal: what would is escaped, which
 * YAML takes in double quotes only.
 */
function format(document: Document): string {
  visit(document, {
    Scalar: (_, node) => {
      const { value } = node;
      if (typeof value === "string" && printable(value) !== value) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  const lines = document.toString({ lineWidth: 0 }).split("\n");
  return lines.map((line) => spellOut(line, inYaml)).join("\n");
}

function inYaml(code: number): string {
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

function comment(document: Document, path: readonly (string | number)[], text: string): void {
  const node = document.getIn(path, true);
  if (isScalar(node)) node.comment = printable(text);
}
