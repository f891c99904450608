import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NamespaceScope } from "@quicksight-governance/core/aws";
import {
  type Dump,
  dumpNamespace,
  formatMembership,
  readNamespace,
} from "@quicksight-governance/core/people";
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
import { parseOptions, wrongArgument } from "../parseOptions.ts";
import { printList } from "../printList.ts";
import { withClients } from "../withClients.ts";

/** `qsgov dump`: writes settings and membership file of a live namespace. Returns 0. */
export async function dump(args: readonly string[]): Promise<number> {
  const options = parseDumpOptions(args);
  const { namespace, role, out, json } = options;
  const files = { tenant: join(out, "tenant.yaml"), membership: join(out, membershipName) };
  if (!options.force) refuseToOverwrite(Object.values(files));
  const access = await findAccess({});
  const { accountId, partition } = await identify(options.account, access);
  const { scope, actual } = await withClients(
    { accountId, access, identityRegion: undefined },
    async (clients, identityRegion) => {
      const groupPrefix = options["group-prefix"];
      const here = { accountId, partition, namespace, identityRegion };
      const scope: NamespaceScope = { ...here, federationRole: role, groupPrefix };
      return { scope, actual: await readNamespace(clients.identity, scope) };
    },
  );
  const found = dumpNamespace(namespace, actual);
  if (Object.keys(found.groups).length === 0) {
    throw new CommandError(
      `qsgov dump: namespace ${namespace} has no group whose name begins with "${scope.groupPrefix}", and settings need one; name another --group-prefix (${found.unmanaged.length} users and groups are not managed under this one)`,
    );
  }
  mkdirSync(out, { recursive: true });
  writeFileSync(files.membership, formatMembership(found.membership));
  writeFileSync(files.tenant, formatTenant(scope, found));
  print(namespace, found, Object.values(files), json);
  return 0;
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
    if (wrong !== undefined) throw wrongArgument("dump", `--${kind}: ${wrong} (got "${value}")`);
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
  const people = new Set(membership.map(({ email }) => email)).size;
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
    console.log(JSON.stringify(document, null, 2));
    return;
  }
  const whole = `${people} ${people === 1 ? "person" : "people"} in ${count} group${count === 1 ? "" : "s"}`;
  console.log(`namespace ${namespace}: ${whole}`);
  console.log(`wrote ${files.join(" and ")}`);
  printList(
    "protected, as a plan would change them",
    found.protected.map(({ email, why }) => `${email}: ${why}`),
  );
  printList("not managed, and left alone", unmanaged);
  printList("not said by the settings", notices);
}
