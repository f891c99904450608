import type { ResourcePermission, Tag } from "@aws-sdk/client-quicksight";
import { arnOf } from "../../store/arnOf.ts";
import type { Asset } from "../../store/assets.ts";
import type { SortedMap } from "../../store/sortedMap.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { Call, Checked } from "../handler.ts";
import { addTags } from "../tags/tagStore.ts";
import type { AssetKind } from "./assetKind.ts";
import { grantPermissions } from "./permissions.ts";

/** What an asset is created with. */
export interface NewAsset {
  readonly id: string;
  readonly Name: string;
  readonly Permissions?: readonly Checked<ResourcePermission>[] | undefined;
  readonly Tags?: readonly Checked<Tag>[] | undefined;
}

/** An asset of this Region that exists, or ResourceNotFoundException; the words are ours. */
export function requireAsset<T>(assets: SortedMap<T>, kind: AssetKind, id: string): T {
  const asset = assets.get(id);
  if (asset === undefined) {
    throw assetNotFound(kind, id);
  }
  return asset;
}

/** The answer for an asset that does not exist; the words are ours. */
export function assetNotFound(kind: AssetKind, id: string): ApiError {
  return new ApiError(
    "ResourceNotFoundException",
    `${kind.label} ${id} not found.`,
    kind.resourceType,
  );
}

/** @throws ApiError ResourceExistsException when the id is taken; the words are ours. */
export function refuseExisting(assets: SortedMap<unknown>, kind: AssetKind, id: string): void {
  if (assets.has(id)) {
    throw new ApiError(
      "ResourceExistsException",
      `${kind.label} ${id} already exists.`,
      kind.resourceType,
    );
  }
}

/** The common part of a new asset; its tags are stored, the asset itself not yet. */
export function createAssetRecord(
  call: Call<unknown>,
  store: Store,
  kind: AssetKind,
  { id, Name, Permissions = [], Tags }: NewAsset,
): Asset {
  const arn = assetArn(call, kind, id);
  const permissions = grantPermissions(store, kind, new Map(), Permissions);
  addTags(store, arn, Tags);
  return { id, arn, name: Name, permissions, createdAt: call.now, updatedAt: call.now };
}

/** The ARN of an asset of the Region that is called. */
export function assetArn(
  { region, accountId }: Call<unknown>,
  kind: Pick<AssetKind, "path">,
  id: string,
): string {
  return arnOf(region, accountId, `${kind.path}/${id}`);
}

/** The id in an ARN of this Region, account and kind; `undefined` for every other text. */
export function idOfArn(
  call: Call<unknown>,
  kind: Pick<AssetKind, "path">,
  arn: string,
): string | undefined {
  const prefix = assetArn(call, kind, "");
  return arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined;
}

/** The asset of which this is the ARN, if it exists. */
export function findByArn<T>(
  call: Call<unknown>,
  assets: SortedMap<T>,
  kind: AssetKind,
  arn: string,
): T | undefined {
  const id = idOfArn(call, kind, arn);
  return id === undefined ? undefined : assets.get(id);
}
