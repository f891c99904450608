import {
  type BothSettings,
  elsewhereOf,
  findLastUpdate,
  findNamed,
  type FoundFolders,
  type GovernedAccess,
  type LastUpdate,
  namesToNote,
  noUpdate,
  type ResolvedAccess,
  withLandingPageThere,
} from "../access/index.ts";
import type { AwsAccess, Regions } from "../aws/index.ts";
import {
  type GovernedAccount,
  type GovernedIdentity,
  type GovernedNamespace,
  governOf,
} from "../people/index.ts";
import type { Problem, TenantSettings } from "../settings/index.ts";
import { formerNewcomers } from "./formerNewcomers.ts";
import { lookForFolders } from "./lookForFolders.ts";

/** What of a tenant's settings a run goes by. */
export type PreparedSettings = Pick<
  TenantSettings,
  | "namespace"
  | "identity"
  | "groups"
  | "guard"
  | "dataRegions"
  | "landing"
  | "access"
  | "folders"
  | "labels"
  | "dataSources"
  | "dataSets"
>;

/** A tenant that a run is about. */
export interface TenantInputs {
  readonly settings: PreparedSettings;
  readonly account: GovernedAccount;
  readonly identity: GovernedIdentity;
  /** The data Region, and how it is reached. */
  readonly access: AwsAccess;
  /** The governance bucket; absent: not known, and nothing of the last update is. */
  readonly bucket: string | undefined;
  /** The one part that is governed; absent: all. */
  readonly only?: "people" | "access" | undefined;
}

/** What one of the settings `access` and `folders` comes to: what `run` needs of it. */
export interface PreparedGrants {
  readonly desired: GovernedAccess;
  readonly regions: Regions;
  /** True when the settings say nothing of it, so that there is nothing to read, nothing to lock, and nothing to say. */
  readonly isIdle: boolean;
  /** See `RunOptions.meant`. */
  readonly meant: readonly unknown[];
  /** Mistakes that leave all else to be done. */
  readonly problems: readonly Problem[];
}

/** A tenant that is ready to be planned and to be run: its people, then access, then folders. */
export interface PreparedTenant {
  readonly governed: GovernedNamespace;
  /** Where its people are, and their assets. */
  readonly regions: Regions;
  /** What the setting `access` comes to; absent where it is left alone. */
  readonly resolved: ResolvedAccess | undefined;
  readonly access: PreparedGrants | undefined;
  /** What the setting `folders` comes to; absent where there is none, or it is left alone. */
  readonly found: FoundFolders | undefined;
  readonly folders: PreparedGrants | undefined;
  readonly notices: readonly string[];
}

/**
 * From the settings of a tenant and its people to what is run: the one way for whoever has no state of a stack, `qsgov` and the functions.
 * Reads what the last update left in the governance bucket, and lists the kinds of assets that the settings name.
 */
export async function prepareTenant(inputs: TenantInputs): Promise<PreparedTenant> {
  const { settings, account, identity, access, bucket, only } = inputs;
  const { accountId } = account;
  const last =
    bucket === undefined ? noUpdate : await findLastUpdate(bucket, settings.namespace, access);
  const governed = {
    ...governOf(settings, account, identity),
    ...formerNewcomers(settings, last),
  };
  const found =
    only === "people" ? undefined : await lookForFolders(settings, accountId, inputs, last);
  const ids = new Set(found?.declared.map(({ id }) => id));
  const resolved =
    only === "people"
      ? undefined
      : await withLandingPageThere(
          await findNamed(settings.access, accountId, access, last.names.access, ids),
          ...([settings, accountId, access] as const),
        );
  const elsewhere = elsewhereOf({
    ...{ access: resolved?.grants ?? [], folders: found?.grants ?? [] },
  });
  const prepared = { governed, last, elsewhere, dataRegion: access.region };
  return {
    ...{ governed, resolved, found },
    regions: { identity: governed.scope.identityRegion, data: governed.dataRegions },
    access: resolved && prepareAccess(settings, prepared, resolved),
    folders: found && prepareFolders(prepared, found),
    notices: [
      ...[...(resolved?.notices ?? []), ...(found?.notices ?? [])],
      ...(last.notice === undefined ? [] : [last.notice]),
    ],
  };
}

/** What both settings are prepared from. */
interface Prepared {
  readonly governed: GovernedNamespace;
  readonly last: LastUpdate;
  readonly elsewhere: BothSettings;
  readonly dataRegion: string;
}

/**
 * Access as the settings declare it. There is no state here that says what was declared before, so that an `all` which was dropped
 * from the settings is not known: on dashboards our groups lose what is not declared, on all else the grants of that `all` stay
 * until `pulumi up` takes them. Settings without access govern none, as nobody knows whether it was declared ever.
 */
function prepareAccess(
  settings: PreparedSettings,
  prepared: Prepared,
  { grants, uncertain, problems, remembered }: ResolvedAccess,
): PreparedGrants {
  const { elsewhere, last } = prepared;
  return prepareGrants(prepared, {
    ...{ grants, uncertain, problems, elsewhere: elsewhere.access },
    isIdle: settings.access.length === 0,
    meant: namesToNote(remembered, last.published.access),
  });
}

/**
 * The folders of a tenant, their groups and what is in them. There is no state here that says what was declared before, so that nothing is
 * taken out of a folder: `pulumi up` does that.
 */
function prepareFolders(prepared: Prepared, found: FoundFolders): PreparedGrants {
  const { declared, members, uncertain, grants, uncertainGroups, problems, remembered } = found;
  const { elsewhere, last } = prepared;
  return prepareGrants(prepared, {
    ...{ grants, uncertain: uncertainGroups, problems, elsewhere: elsewhere.folders },
    ...{ isIdle: false, meant: namesToNote(remembered, last.published.folders) },
    folders: { declared, members, formerMembers: [], uncertain },
  });
}

/** Grants as the settings declare them, without what was declared before: there is no state here that says it. */
function prepareGrants(
  { governed: { scope, guard }, dataRegion }: Prepared,
  {
    isIdle,
    meant,
    problems,
    ...given
  }: Pick<GovernedAccess, "grants" | "uncertain" | "elsewhere" | "folders"> &
    Pick<PreparedGrants, "isIdle" | "meant" | "problems">,
): PreparedGrants {
  const { federationRole: _, federationRolePath: __, ...ours } = scope;
  return {
    desired: { ...given, scope: ours, dataRegion, former: [], guard },
    regions: { identity: scope.identityRegion, data: [dataRegion] },
    ...{ isIdle, meant, problems },
  };
}
