import { untilAborted } from "@quicksight-governance/core/aws";
import {
  explainAsset,
  explainPerson,
  findAssets,
  findPeople,
  type NamedPerson,
  openIndex,
  parseAssetReference,
  type Snapshot,
  verifyPerson,
} from "@quicksight-governance/core/explain";
import { showText } from "@quicksight-governance/core/settings";
import { assetDocument, personDocument } from "../explainDocument.ts";
import { CommandError } from "../commandError.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { explainGroups } from "../explainGroups.ts";
import { findAccess } from "../findAccess.ts";
import { type LoadedTenant, loadTenant } from "../loadTenant.ts";
import { openReader } from "../openReader.ts";
import { output } from "../output.ts";
import { type ExplainOptions, parseExplainOptions } from "../parseExplainOptions.ts";
import { printAsset, printPerson } from "../printExplained.ts";
import { readAccountSnapshot } from "../readAccountSnapshot.ts";
import { readSnapshotFile } from "../readSnapshotFile.ts";

/** `qsgov explain`: what somebody can open and through what, or who can open an asset. Writes nothing. */
export async function explain(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseExplainOptions(args);
  const tenant = await loadSettings(options);
  const { snapshot, verify } = await findSnapshot(options, tenant, signal);
  const index = openIndex(snapshot);
  const reference = parseAssetReference(options.subject);
  if (reference !== undefined) {
    const found = findAssets(snapshot, reference);
    const [asset, ...others] = found;
    if (asset === undefined) throw unknownAsset(options.subject, snapshot);
    if (others.length > 0) {
      const which = found.map(({ id, region }) => `${id} in ${region}`).join(", ");
      throw new CommandError(
        `qsgov explain: ${showText(options.subject)} is ${found.length} assets (${which}); give the id, and one --region`,
      );
    }
    const readers = explainAsset(index, asset);
    if (options.json) output.printDocument(assetDocument(asset, readers, snapshot));
    else printAsset(asset, readers, snapshot);
    return exitCode.done;
  }
  const named = findPerson(snapshot, options, tenant);
  const explained = {
    ...{ ...named, access: explainPerson(index, named.namespace, named.person) },
    groups: explainGroups(named, tenant),
    verified: await verify?.(named),
  };
  if (options.json) output.printDocument(personDocument(options.subject, explained, snapshot));
  else printPerson(explained, snapshot);
  const { verified } = explained;
  const differs = (verified?.onlyHere.length ?? 0) + (verified?.onlyThere.length ?? 0) > 0;
  return differs ? exitCode.error : exitCode.done;

  function loadSettings({ settings, membership, account, json }: ExplainOptions) {
    if (settings === undefined) return undefined;
    const none = { only: undefined, expect: undefined, approvals: [] };
    return loadTenant({ settings, membership, account, json, ...none });
  }
}

/** The snapshot to answer from, and where the account is read, how the service is asked the same. */
async function findSnapshot(
  { snapshot: file, account, regions: given, verify }: ExplainOptions,
  tenant: LoadedTenant | undefined,
  signal: AbortSignal,
) {
  if (file !== undefined) return { snapshot: readSnapshotFile("explain", file) };
  const access =
    tenant?.access ?? (await untilAborted(signal, () => findAccess({ region: given?.[0] })));
  const regions = given ?? [...new Set([access.region, ...(tenant?.settings.dataRegions ?? [])])];
  const snapshot = await readAccountSnapshot(
    { command: "explain", account, access, regions },
    signal,
  );
  if (!verify) return { snapshot };
  return {
    snapshot,
    verify: async (named: NamedPerson) => {
      const api = openReader({ identity: snapshot.identityRegion, data: regions }, access, signal);
      try {
        return await verifyPerson(openIndex(snapshot), named, api.reading.data);
      } finally {
        api.close();
      }
    },
  };
}

function findPerson(
  snapshot: Snapshot,
  { subject, namespace: given }: ExplainOptions,
  tenant: LoadedTenant | undefined,
): NamedPerson {
  const namespace = given ?? tenant?.settings.namespace;
  const place = namespace === undefined ? "the account" : `namespace ${namespace}`;
  if (namespace !== undefined && !Object.hasOwn(snapshot.namespaces, namespace)) {
    const known = Object.keys(snapshot.namespaces).join(", ");
    throw new CommandError(
      `qsgov explain: there is no namespace ${showText(namespace)}; there are ${known}`,
    );
  }
  const found = findPeople(snapshot, subject, namespace);
  const [person, ...others] = found;
  if (person === undefined) {
    throw new CommandError(
      `qsgov explain: ${place} has nobody with the email, session or user name ${showText(subject)}; an asset is named as KIND:ID`,
    );
  }
  if (others.length > 0) {
    const who = found.map((one) => `${one.person.userName} in ${one.namespace}`).join(", ");
    throw new CommandError(
      `qsgov explain: ${showText(subject)} is ${found.length} people (${who}); give the whole user name, or --namespace NS`,
    );
  }
  return person;
}

function unknownAsset(subject: string, { unknown }: Snapshot): CommandError {
  const besides = unknown.length === 0 ? "" : ` (not known: ${unknown.join("; ")})`;
  return new CommandError(
    `qsgov explain: nothing has the id or name ${showText(subject)}${besides}; ids and names are as QuickSight has them`,
  );
}
