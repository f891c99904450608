import type { SortedMap } from "../../store/sortedMap.ts";
import { ApiError } from "../apiError.ts";
import { refuse } from "../refuse.ts";
import type { AssetKind } from "./assetKind.ts";

/** An asset that keeps all its versions, by {@link versionKey}. */
export interface Versioned<V> {
  readonly id: string;
  readonly versions: SortedMap<V>;
  /** Numbers of versions by names, where the kind has them. */
  readonly aliases?: SortedMap<number>;
}

/** The key of a version, so that they are in the order of their numbers. */
export function versionKey(number: number): string {
  return String(number).padStart(9, "0");
}

/** @throws ApiError ResourceNotFoundException; the words are ours. */
export function requireVersion<V>(
  kind: AssetKind,
  { id, versions }: Versioned<V>,
  number: number,
): V {
  const version = versions.get(versionKey(number));
  if (version === undefined) {
    const message = `Version ${number} of ${kind.label} ${id} not found.`;
    throw new ApiError("ResourceNotFoundException", message);
  }
  return version;
}

/** The version with the highest number. */
export function latestVersion<V>({ id, versions }: Versioned<V>): V {
  const latest = [...versions.entriesFrom("")].at(-1);
  if (latest === undefined) {
    throw new Error(`${id} has no version`);
  }
  return latest[1];
}

/**
 * Forgets one version of an asset that is never published; the only one goes with the asset alone, and aliases go with
 * their version, which are our rules.
 *
 * @throws ApiError ResourceNotFoundException or InvalidParameterValueException.
 */
export function deleteVersion<V>(kind: AssetKind, asset: Versioned<V>, number: number): void {
  requireVersion(kind, asset, number);
  if (asset.versions.size === 1) {
    refuse(`Version ${number} of ${kind.label} ${asset.id} is the only one.`);
  }
  asset.versions.delete(versionKey(number));
  for (const [name, aliased] of [...(asset.aliases?.entriesFrom("") ?? [])]) {
    if (aliased === number) asset.aliases?.delete(name);
  }
}

/**
 * The version that a call asks for, of an asset that is never published: the latest unless it says otherwise
 * (API reference of DescribeTheme and DescribeTemplate). Aliases that people made are known, and of AWS's own `$LATEST`.
 *
 * @throws ApiError ResourceNotFoundException; the words are ours.
 */
export function requestedVersion<V>(
  kind: AssetKind,
  asset: Versioned<V>,
  { VersionNumber, AliasName }: VersionInput,
): V {
  if (VersionNumber !== undefined) {
    return requireVersion(kind, asset, VersionNumber);
  }
  const aliased = asset.aliases?.get(AliasName ?? "");
  if (aliased !== undefined) {
    return requireVersion(kind, asset, aliased);
  }
  if (AliasName !== undefined && AliasName !== "$LATEST") {
    const message = `Alias ${AliasName} of ${kind.label} ${asset.id} not found.`;
    throw new ApiError("ResourceNotFoundException", message);
  }
  return latestVersion(asset);
}

/** The members of an input that choose a version. */
export interface VersionInput {
  readonly VersionNumber?: number | undefined;
  readonly AliasName?: string | undefined;
}
