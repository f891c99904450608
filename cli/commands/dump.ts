import { showText } from "@quicksight-governance/core/settings";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import {
  type ActualAccess,
  dumpAccess,
  dumpFolders,
  type FoldersDump,
  readAllFolders,
  readEveryKind,
} from "@quicksight-governance/core/access";
import { assetKinds, isGoverned } from "@quicksight-governance/core/assets";
import {
  type AwsAccess,
  describeError,
  type NamespaceScope,
  untilAborted,
} from "@quicksight-governance/core/aws";
import {
  describeUnknown,
  type Dump,
  dumpNamespace,
  formatMembership,
  readNamespace,
  readSelfUpgrades,
} from "@quicksight-governance/core/people";
import { requireAccount } from "@quicksight-governance/core/preflight";
import {
  defaultFederationRole,
  defaultGroupPrefix,
  explainName,
} from "@quicksight-governance/core/settings";
import { checkAccountId } from "../checkAccountId.ts";
import { CommandError } from "../commandError.ts";
import { findAccess } from "../findAccess.ts";
import { formatTenant, membershipName } from "../formatTenant.ts";
import { identify } from "../identify.ts";
import { openReader } from "../openReader.ts";
import { output } from "../output.ts";
import { parseOptions, wrongArgument } from "../parseOptions.ts";
import { printList } from "../printList.ts";

/** `qsgov dump`: writes settings and membership file of a live namespace. Returns 0. */
export async function dump(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = parseDumpOptions(args);
  const { namespace, role, out, json } = options;
  const files = { tenant: join(out, "tenant.yaml"), membership: join(out, membershipName) };
  if (!options.force) refuseToOverwrite(Object.values(files));
  const access = await untilAborted(signal, () => findAccess({}));
  const { accountId, partition } = await untilAborted(signal, () =>
    identify(options.account, access),
  );
  const identityRegion = await untilAborted(signal, () => requireAccount(accountId, access));
  const scope: NamespaceScope = {
    ...{ accountId, partition, namespace, identityRegion, federationRole: role },
    groupPrefix: options["group-prefix"],
  };
  const { people, selfUpgrades, opened, folders: there } = await readOnce(scope, access, signal);
  const named = dumpNamespace(namespace, { ...people, selfUpgrades });
  const folders = dumpFolders(there, named.groups);
  const given = dumpAccess(withOtherFolders(opened, there, folders), Object.keys(named.groups));
  const unknown = describeUnknown({ selfUpgrade: "deny", scope }, { selfUpgrades });
  const notices = [
    ...named.notices,
    ...unknown,
    ...folders.notices,
    ...given.notices,
    ...opened.unknown,
  ];
  const found = { ...named, notices };
  if (Object.keys(found.groups).length === 0) {
    throw new CommandError(
      `qsgov dump: namespace ${namespace} has no group whose name begins with ${showText(scope.groupPrefix)}, and settings need one; name another --group-prefix (${found.unmanaged.length} users and groups are not managed under this one)`,
    );
  }
  signal.throwIfAborted();
  mkdirSync(out, { recursive: true });
  writeFileSync(files.membership, formatMembership(found.membership));
  writeFileSync(files.tenant, formatTenant(scope, found, given.access, folders));
  print(namespace, found, folders, Object.values(files), json);
  return 0;
}

async function readOnce(scope: NamespaceScope, access: AwsAccess, signal: AbortSignal) {
  const regions = { identity: scope.identityRegion, data: [access.region] };
  const api = openReader(regions, access, signal);
  try {
    const [here] = api.reading.data;
    if (here === undefined) throw new Error("no data Region was opened");
    return {
      people: await readNamespace(api.reading.identity, scope),
      selfUpgrades: await readSelfUpgrades(api.reading.identity, scope),
      opened: await readEveryKind(here.client, scope, kindsBesidesFolders),
      folders: await readWherePossible(here.client, scope),
    };
  } catch (error) {
    // A reading that was stopped fails in many ways.
    signal.throwIfAborted();
    throw error;
  } finally {
    api.close();
  }
}

/** Folders are read with what is in them. */
const kindsBesidesFolders = Object.keys(assetKinds).filter((kind) => kind !== "folder");

/** With the folders that somebody else made, but for those that settings have by `folders`, who opens them with them. */
function withOtherFolders(
  opened: ActualAccess,
  { assets }: ActualAccess,
  { folders }: FoldersDump,
): ActualAccess {
  const said = new Set(Object.values(folders).map(({ id }) => id));
  const others = assets.filter((folder) => isGoverned(folder) && !said.has(folder.id));
  return { ...opened, assets: [...opened.assets, ...others] };
}

/** Who may not list folders still gets the people, and is told. */
async function readWherePossible(
  client: QuickSightClient,
  scope: NamespaceScope,
): Promise<ActualAccess> {
  return readAllFolders(client, scope).catch((error: unknown) => {
    const asset = { kind: "folder", id: "*", name: "all" };
    return { assets: [], unreadable: [{ asset, reason: describeError(error) }] };
  });
}

function parseDumpOptions(args: readonly string[]) {
  const values = parseOptions("dump", args, {
    namespace: { type: "string" },
    out: { type: "string", default: "." },
    role: { type: "string", default: defaultFederationRole },
    "group-prefix": { type: "string", default: defaultGroupPrefix },
    account: { type: "string" },
    force: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  });
  const { namespace } = values;
  if (namespace === undefined) throw wrongArgument("dump", "--namespace NS is missing");
  checkAccountId("dump", values.account);
  for (const [kind, value] of [
    ["namespace", namespace],
    ["role", values.role],
    ["group-prefix", values["group-prefix"]],
  ] as const) {
    const wrong = explainName(kind, value);
    if (wrong !== undefined)
      throw wrongArgument("dump", `--${kind}: ${wrong} (got ${showText(value)})`);
  }
  return { ...values, namespace };
}

function refuseToOverwrite(files: readonly string[]): void {
  const there = files.filter((file) => existsSync(file));
  if (there.length === 0) return;
  throw new CommandError(
    `qsgov dump: ${there.join(" and ")} ${there.length === 1 ? "is" : "are"} there already; choose another --out DIR, or write over with --force`,
  );
}

function print(
  namespace: string,
  found: Dump,
  { folders }: FoldersDump,
  files: readonly string[],
  json: boolean,
): void {
  const { groups, membership, unmanaged, notices } = found;
  const people = new Set(membership.map(({ session }) => session)).size;
  const count = Object.keys(groups).length;
  if (json) {
    const document = {
      command: "dump",
      namespace,
      files,
      people,
      groups: count,
      folders: Object.keys(folders).length,
      protected: found.protected,
      unmanaged,
      notices,
    };
    output.printDocument(document);
    return;
  }
  const shared = Object.keys(folders).length;
  const whole = `${people} ${people === 1 ? "person" : "people"} in ${count} group${count === 1 ? "" : "s"}${shared === 0 ? "" : `, ${shared} folder${shared === 1 ? "" : "s"}`}`;
  output.print(`namespace ${namespace}: ${whole}`);
  output.print(`wrote ${files.join(" and ")}`);
  printList(
    "protected, as a plan would change them",
    found.protected.map(({ session, why }) => `${session}: ${why}`),
  );
  printList("not managed, and left alone", unmanaged);
  printList("not said by the settings", notices);
}
