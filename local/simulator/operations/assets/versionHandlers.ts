import type { RegionAssets } from "../../store/assets.ts";
import type { SortedMap } from "../../store/sortedMap.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { AnyHandler, Call } from "../handler.ts";
import { page } from "../page.ts";
import { refuse } from "../refuse.ts";
import type { AssetKind } from "./assetKind.ts";
import { assetsOf } from "./assetsOf.ts";
import { requireVersion, type Versioned } from "./versions.ts";

/** A kind whose versions are listed, and have names of their own: templates and themes. */
export interface AliasedKind extends AssetKind {
  /** The asset of this id, to be read. */
  readonly find: (assets: RegionAssets, id: string) => Aliased;
  /** The same, to be changed. */
  readonly change: (assets: RegionAssets, id: string) => Aliased;
}

interface Aliased extends Versioned<Version> {
  readonly arn: string;
  readonly aliases: SortedMap<number>;
}

interface Version {
  readonly number: number;
  readonly arn: string;
  readonly description: string | undefined;
  readonly createdAt: number;
  readonly status: string;
}

/** What is read of the inputs of both kinds. */
interface AliasInput {
  readonly [member: string]: unknown;
  readonly AliasName: string;
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

type AliasHandler = (call: Call<AliasInput>, store: Store) => object;

/**
 * The calls about versions and aliases of a kind. A name that begins with `$` is AWS's own (API reference of CreateTemplateAlias and
 * CreateThemeAlias); the error for it, and that `$LATEST` and `$PUBLISHED` are not listed or described, is not confirmed.
 */
export function versionHandlers(kind: AliasedKind): Readonly<Record<string, AnyHandler>> {
  const { label } = kind;
  const handlers: Record<string, AliasHandler> = {
    [`List${label}Versions`]: listVersions(kind),
    [`Create${label}Alias`]: setAlias(kind, "create"),
    [`Update${label}Alias`]: setAlias(kind, "update"),
    [`Describe${label}Alias`]: describeAlias(kind),
    [`Delete${label}Alias`]: deleteAlias(kind),
    [`List${label}Aliases`]: listAliases(kind),
  };
  return handlers;
}

function listVersions(kind: AliasedKind): AliasHandler {
  return (call, store) => {
    const { arn, versions } = kind.find(assetsOf(store, call), idOf(kind, call));
    const { items, NextToken } = page(call, versions, { scope: arn }, (version) => ({
      Arn: version.arn,
      VersionNumber: version.number,
      CreatedTime: new Date(version.createdAt),
      Status: version.status,
      Description: version.description,
    }));
    return { [`${kind.label}VersionSummaryList`]: items, NextToken };
  };
}

function setAlias(kind: AliasedKind, what: "create" | "update"): AliasHandler {
  return (call, store) => {
    const asset = kind.change(assetsOf(store, call), idOf(kind, call));
    const { AliasName } = call.input;
    if (AliasName.startsWith("$")) refuse(`Alias ${AliasName} begins with $, which is reserved.`);
    if (what === "update") requireAlias(kind, asset, AliasName);
    else if (asset.aliases.has(AliasName)) {
      const message = `Alias ${AliasName} of ${kind.label} ${asset.id} already exists.`;
      throw new ApiError("ResourceExistsException", message);
    }
    const number = Number(call.input[`${kind.label}VersionNumber`]);
    requireVersion(kind, asset, number);
    asset.aliases.set(AliasName, number);
    return { [`${kind.label}Alias`]: showAlias(kind, asset, AliasName, number) };
  };
}

function describeAlias(kind: AliasedKind): AliasHandler {
  return (call, store) => {
    const asset = kind.find(assetsOf(store, call), idOf(kind, call));
    const { AliasName } = call.input;
    const number = requireAlias(kind, asset, AliasName);
    return { [`${kind.label}Alias`]: showAlias(kind, asset, AliasName, number) };
  };
}

function deleteAlias(kind: AliasedKind): AliasHandler {
  return (call, store) => {
    const asset = kind.change(assetsOf(store, call), idOf(kind, call));
    const { AliasName } = call.input;
    requireAlias(kind, asset, AliasName);
    asset.aliases.delete(AliasName);
    const Arn = `${asset.arn}/alias/${AliasName}`;
    return { [`${kind.label}Id`]: asset.id, AliasName, Arn };
  };
}

function listAliases(kind: AliasedKind): AliasHandler {
  return (call, store) => {
    const asset = kind.find(assetsOf(store, call), idOf(kind, call));
    const { items, NextToken } = page(call, asset.aliases, { scope: asset.arn }, (number, name) =>
      showAlias(kind, asset, name, number),
    );
    return { [`${kind.label}AliasList`]: items, NextToken };
  };
}

function idOf({ label }: AliasedKind, { input }: Call<AliasInput>): string {
  return String(input[`${label}Id`]);
}

function requireAlias(kind: AliasedKind, { id, aliases }: Aliased, name: string): number {
  const number = aliases.get(name);
  if (number !== undefined) return number;
  const message = `Alias ${name} of ${kind.label} ${id} not found.`;
  throw new ApiError("ResourceNotFoundException", message);
}

function showAlias({ label }: AliasedKind, { arn }: Aliased, AliasName: string, number: number) {
  return { AliasName, Arn: `${arn}/alias/${AliasName}`, [`${label}VersionNumber`]: number };
}
