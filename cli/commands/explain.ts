import { untilAborted } from "@quicksight-governance/core/aws";
import {
  type AccessIndex,
  declaredData,
  explainAsset,
  explainPerson,
  findAssets,
  findPeople,
  type NamedPerson,
  openIndex,
  parseAssetReference,
  type Snapshot,
  verifyPerson,
  withDeclaredRules,
} from "@quicksight-governance/core/explain";
import { withLandingData } from "@quicksight-governance/core/landing";
import { personFacts, wayFacts } from "@quicksight-governance/core/reports/history";
import { showText } from "@quicksight-governance/core/settings";
import { CommandError } from "../commandError.ts";
import { describePast } from "../describePast.ts";
import { exitCode, type ExitCode } from "../exitCode.ts";
import { assetDocument, personDocument } from "../explainDocument.ts";
import { explainGroups } from "../explainGroups.ts";
import { explainReaders } from "../explainReaders.ts";
import { explainSight } from "../explainSight.ts";
import { governTenant } from "../governTenant.ts";
import { findPast, type Past } from "../findPast.ts";
import { findSnapshot, type FoundSnapshot } from "../findSnapshot.ts";
import { loadFiles } from "../loadFiles.ts";
import type { LoadedTenant } from "../loadTenant.ts";
import { openReader } from "../openReader.ts";
import { output } from "../output.ts";
import { type ExplainOptions, parseExplainOptions } from "../parseExplainOptions.ts";
import { printAsset, printPerson } from "../printExplained.ts";

/** `qsgov explain`: what somebody can open and through what, or who can open an asset. Writes nothing. */
export async function explain(args: readonly string[], signal: AbortSignal): Promise<ExitCode> {
  const options = parseExplainOptions(args);
  const { settings, subject } = options;
  const tenant = settings === undefined ? undefined : await loadFiles({ ...options, settings });
  const { at } = options;
  const past =
    at === undefined ? undefined : await findPast("explain", at, options, tenant, signal);
  try {
    const found = past ?? (await findSnapshot("explain", options, tenant, signal));
    const asked = { ...found, past };
    const reference = parseAssetReference(subject);
    return reference === undefined
      ? await tellPerson(asked, options, tenant, signal)
      : await tellAsset(asked, options, reference, tenant, signal);
  } finally {
    past?.store.close();
  }
}

/** An account as it is, or as it was. */
interface Asked extends FoundSnapshot {
  readonly past: Past | undefined;
}

async function tellAsset(
  { snapshot: read, past }: Asked,
  { subject, json }: ExplainOptions,
  reference: NonNullable<ReturnType<typeof parseAssetReference>>,
  tenant: LoadedTenant | undefined,
  signal: AbortSignal,
): Promise<ExitCode> {
  const files = past === undefined ? tenant : undefined;
  const snapshot = files === undefined ? read : withRules(read, files);
  const found = findAssets(snapshot, reference);
  const [asset, ...others] = found;
  if (asset === undefined) throw unknownAsset(subject, snapshot);
  if (others.length > 0) {
    const which = found.map(({ id, region }) => `${id} in ${region}`).join(", ");
    throw new CommandError(
      `qsgov explain: ${showText(subject)} is ${found.length} assets (${which}); give the id, and one --region`,
    );
  }
  const index = openIndex(snapshot);
  const readers = explainAsset(index, asset);
  const ids = new Set(asset.kind === "data-set" ? [asset.id] : asset.dataSets);
  const dataSets = snapshot.assets.filter(
    ({ kind, region, id }) => kind === "data-set" && region === asset.region && ids.has(id),
  );
  const ways = readers.flatMap((reader) => reader.ways);
  const explained = {
    ...{ asset, readers, dataSets, sights: explainReaders(index, asset, readers, files) },
    past:
      past &&
      (await untilAborted(signal, () =>
        describePast(past, wayFacts(asset, ways, snapshot), { asset }),
      )),
  };
  if (json) output.printDocument(assetDocument(explained, snapshot));
  else printAsset(explained, snapshot);
  return exitCode.done;
}

async function tellPerson(
  found: Asked,
  options: ExplainOptions,
  tenant: LoadedTenant | undefined,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { past } = found;
  // What the files say today says nothing of what was.
  const files = past === undefined ? tenant : undefined;
  const snapshot = files === undefined ? found.snapshot : withRules(found.snapshot, files);
  const named = findPerson(snapshot, options, tenant);
  const index = openIndex(snapshot);
  const verified = options.verify ? await verify(index, named, found, signal) : undefined;
  const access = explainPerson(index, named.namespace, named.person);
  const explained = {
    ...{ ...named, access, verified },
    groups: explainGroups(named, files),
    dataSets: explainSight(index, named, access, files),
    past:
      past &&
      (await untilAborted(signal, () =>
        describePast(past, personFacts(named, access, snapshot), { named }),
      )),
  };
  if (options.json) output.printDocument(personDocument(options.subject, explained, snapshot));
  else printPerson(explained, snapshot);
  const differs = (verified?.onlyHere.length ?? 0) + (verified?.onlyThere.length ?? 0) > 0;
  return differs ? exitCode.error : exitCode.done;
}

/** The account with what the files say of rules, which QuickSight does not tell. */
function withRules(snapshot: Snapshot, tenant: LoadedTenant): Snapshot {
  const { scope } = governTenant(snapshot, tenant);
  const declared = declaredData(withLandingData(tenant.settings), tenant.rulesOf);
  return withDeclaredRules(snapshot, scope, tenant.access.region, declared);
}

/** Asks the service the same, where the account was read. */
async function verify(
  index: AccessIndex,
  named: NamedPerson,
  { snapshot, read }: FoundSnapshot,
  signal: AbortSignal,
) {
  if (read === undefined) return undefined;
  const regions = { identity: snapshot.identityRegion, data: read.regions };
  const api = openReader(regions, read.access, signal);
  try {
    return await verifyPerson(index, named, api.reading.data);
  } finally {
    api.close();
  }
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
