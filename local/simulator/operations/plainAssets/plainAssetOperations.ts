import { randomUUID } from "node:crypto";
import type { PlainAsset } from "../../store/assets.ts";
import type { Store } from "../../store/store.ts";
import { ApiError } from "../apiError.ts";
import type { ErrorType } from "../apiError.ts";
import { assetNotFound, createAssetRecord } from "../assets/assetRecord.ts";
import { assetsOf } from "../assets/assetsOf.ts";
import { changePermissions, showPermissions } from "../assets/permissions.ts";
import { matcherOf, scopeOf } from "../assets/search.ts";
import type { SearchFilter } from "../assets/search.ts";
import { searchedOf } from "../assets/searched.ts";
import type { AnyHandler, Call, OperationGroup } from "../handler.ts";
import { removeMember } from "../folders/folderMembers.ts";
import { settleQData } from "../keyRegistration/qData.ts";
import { page } from "../page.ts";
import { refuse } from "../refuse.ts";
import { dropTags } from "../tags/tagStore.ts";
import type { PlainFilter, PlainInput, PlainKind } from "./plainKind.ts";
import { plainKinds } from "./plainKinds.ts";

type PlainHandler = (call: Call<PlainInput>, store: Store) => object;

/** The filters by which a search is narrowed here; those of other names are refused as not simulated. */
const knownFilter = /_NAME$|QUICKSIGHT_(?:SOLE_OWNER|OWNER|VIEWER_OR_OWNER|USER)$/;

/** Topics, agents, spaces, knowledge bases, flows, action connectors and apps, as far as names and permissions go. */
export const plainAssetOperations: OperationGroup = {
  scope: "region",
  handlers: Object.assign({}, ...plainKinds.map(handlersOf)) as Record<string, AnyHandler>,
};

/** Puts an asset into a Region: what creating it does, and the only way to have one of a kind that the API cannot create. */
export function createPlainAsset(
  call: Call<PlainInput>,
  store: Store,
  kind: PlainKind,
  id: string,
): PlainAsset {
  const assets = assetsOf(store, call);
  const { plain } = assets;
  if (plain.has(keyOf(kind, id))) {
    throw new ApiError("ResourceExistsException", `${kind.label} ${id} already exists.`);
  }
  const { input } = call;
  const { Permissions, Tags } = input;
  const Name = String(kind.nameOf === undefined ? input["Name"] : kind.nameOf(input));
  const record = createAssetRecord(call, store, kind, { id, Name, Permissions, Tags });
  const asset: PlainAsset = { ...record, input };
  plain.set(keyOf(kind, id), asset);
  settleQData(assets, kind.label);
  return asset;
}

function handlersOf(kind: PlainKind): Readonly<Record<string, PlainHandler>> {
  const { label, plural, lists } = kind;
  const [listed, found] = lists;
  return {
    ...(kind.creatable === false ? {} : { [`Create${label}`]: create(kind) }),
    [`Describe${label}`]: describe(kind),
    [`Delete${label}`]: remove(kind),
    [`List${plural}`]: list(kind, listed),
    [`Search${plural}`]: search(kind, found),
    [kind.describePermissions ?? `Describe${label}Permissions`]: describePermissions(kind),
    [`Update${label}Permissions`]: updatePermissions(kind),
  };
}

function create(kind: PlainKind): PlainHandler {
  return (call, store) => {
    const given = call.input[kind.id];
    const id = typeof given === "string" ? given : randomUUID();
    const asset = createPlainAsset(call, store, kind, id);
    return { ...kind.address(asset), ...kind.created?.(asset) };
  };
}

function describe(kind: PlainKind): PlainHandler {
  return (call, store) => kind.detail(requirePlain(call, store, kind));
}

function remove(kind: PlainKind): PlainHandler {
  return (call, store) => {
    const asset = requirePlain(call, store, kind);
    const assets = assetsOf(store, call);
    assets.plain.delete(keyOf(kind, asset.id));
    if (kind.path === "topic") removeMember(assets, { type: "TOPIC", id: asset.id });
    dropTags(store, asset.arn);
    return kind.namesDeleted === false ? {} : kind.address(asset);
  };
}

function list(kind: PlainKind, member: string): PlainHandler {
  return (call, store) => {
    const { plain } = assetsOf(store, call);
    const options = { scope: call.region, prefix: keyOf(kind, "") };
    const { items, NextToken } = page(call, plain, options, kind.summary);
    return { ...kind.listedBesides, [member]: items, NextToken };
  };
}

/** Searches. That several filters must all match, and that one by name or owner behaves as for dashboards, is not confirmed. */
function search(kind: PlainKind, member: string): PlainHandler {
  return (call, store) => {
    const filters = (call.input.Filters ?? []).map(readFilter);
    const assets = searchedOf(store, call);
    const options = {
      scope: `${call.region}|${scopeOf(filters)}`,
      prefix: keyOf(kind, ""),
      where: matcherOf(store, kind, assets, filters),
    };
    const { items, NextToken } = page(call, assets.plain, options, kind.summary);
    return { ...kind.listedBesides, [member]: items, NextToken };
  };
}

function readFilter(filter: PlainFilter): SearchFilter {
  const name = filter.Name ?? filter.name ?? "";
  const Name = name === "assetName" ? "FLOW_NAME" : name;
  if (!knownFilter.test(Name)) refuse(`Filter ${name} is not simulated.`);
  const operator = filter.Operator ?? filter.operator;
  const inLowerCase: Readonly<Record<string, string>> = {
    STRING_EQUALS: "StringEquals",
    STRING_LIKE: "StringLike",
  };
  const Operator = operator === undefined ? undefined : (inLowerCase[operator] ?? operator);
  return { Name, Operator, Value: filter.Value ?? filter.value };
}

function describePermissions(kind: PlainKind): PlainHandler {
  return (call, store) => {
    const asset = requirePlain(call, store, kind, kind.permissionsMissing);
    return { ...addressOf(kind, asset), Permissions: showPermissions(asset.permissions) };
  };
}

function updatePermissions(kind: PlainKind): PlainHandler {
  return (call, store) => {
    const asset = requirePlain(call, store, kind, kind.permissionsMissing);
    changePermissions(store, kind, asset.permissions, call.input);
    const { changedPermissions = "Permissions" } = kind;
    return { ...addressOf(kind, asset), [changedPermissions]: showPermissions(asset.permissions) };
  };
}

function addressOf(kind: PlainKind, asset: PlainAsset): object {
  return (kind.permissionsAddress ?? kind.address)(asset);
}

function keyOf({ path }: PlainKind, id: string): string {
  return `${path}/${id}`;
}

/** The asset that a call names; an error of another type where the API has none for what is not there. */
function requirePlain(
  call: Call<PlainInput>,
  store: Store,
  kind: PlainKind,
  missing: ErrorType = "ResourceNotFoundException",
): PlainAsset {
  const id = String(call.input[kind.id]);
  const asset = assetsOf(store, call).plain.get(keyOf(kind, id));
  if (asset !== undefined) return asset;
  throw new ApiError(missing, assetNotFound(kind, id).message);
}
