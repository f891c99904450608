import { showText } from "@quicksight-governance/core/settings";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AwsAccess, type NamespaceScope, untilAborted } from "@quicksight-governance/core/aws";
import { dumpAccess, readEveryKind } from "@quicksight-governance/core/access";
import {
  type Dump,
  dumpNamespace,
  formatMembership,
  readNamespace,
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
  const { people, opened } = await readOnce(scope, access, signal);
  const found = dumpNamespace(namespace, people);
  const given = dumpAccess(opened, Object.keys(found.groups));
  const unsaid = [...given.notices, ...opened.unknown];
  if (Object.keys(found.groups).length === 0) {
    throw new CommandError(
      `qsgov dump: namespace ${namespace} has no group whose name begins with ${showText(scope.groupPrefix)}, and settings need one; name another --group-prefix (${found.unmanaged.length} users and groups are not managed under this one)`,
    );
  }
  signal.throwIfAborted();
  mkdirSync(out, { recursive: true });
  writeFileSync(files.membership, formatMembership(found.membership));
  writeFileSync(
    files.tenant,
    formatTenant(scope, { ...found, notices: [...found.notices, ...unsaid] }, given.access),
  );
  print(
    namespace,
    { ...found, notices: [...found.notices, ...unsaid] },
    Object.values(files),
    json,
  );
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
      opened: await readEveryKind(here.client, scope),
    };
  } catch (error) {
    // A reading that was stopped fails in many ways.
    signal.throwIfAborted();
    throw error;
  } finally {
    api.close();
  }
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

function print(namespace: string, found: Dump, files: readonly string[], json: boolean): void {
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
      protected: found.protected,
      unmanaged,
      notices,
    };
    output.printDocument(document);
    return;
  }
  const whole = `${people} ${people === 1 ? "person" : "people"} in ${count} group${count === 1 ? "" : "s"}`;
  output.print(`namespace ${namespace}: ${whole}`);
  output.print(`wrote ${files.join(" and ")}`);
  printList(
    "protected, as a plan would change them",
    found.protected.map(({ session, why }) => `${session}: ${why}`),
  );
  printList("not managed, and left alone", unmanaged);
  printList("not said by the settings", notices);
}
