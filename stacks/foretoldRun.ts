import { ownData } from "@quicksight-governance/core/access";
import {
  declaredData,
  type DeclaredData,
  type DeclaredRules,
  type FormerData,
  type ForetoldTenant,
} from "@quicksight-governance/core/explain";
import { declaredIdOf, rulesSuffix } from "@quicksight-governance/core/settings";
import {
  assetAccessState,
  type AssetAccessState,
  governedAccessOf,
  upgradeAccess,
} from "../providers/assetAccessState.ts";
import { formerOf } from "../providers/formerOf.ts";
import { type RosterState, upgradeRoster } from "../providers/rosterState.ts";
import { tokens } from "../providers/tokens.ts";
import { heldData } from "./heldData.ts";
import { isOfFolders } from "./isOfFolders.ts";
import { readRemembered } from "./readRemembered.ts";
import type { StackResources } from "./readState.ts";
import { accessOf, folderAccessOf, type TenantInputs } from "./tenant.ts";

/** What a run of a tenant's stack makes of its people, data, access and folders, from what it declares and from what the state says that it had. */
export function foretoldRun(
  inputs: TenantInputs,
  state: StackResources,
  rulesOf?: (dataSet: string) => DeclaredRules,
): ForetoldTenant {
  const { settings, facts, governed, resolved, folders } = inputs;
  const access = governedAccessOf(assetAccessState(accessOf(inputs)), recorded(state, "access"));
  const ofFolders =
    folders &&
    governedAccessOf(assetAccessState(folderAccessOf(inputs, folders)), recorded(state, "folders"));
  const declared = [...declaredData(settings, rulesOf), ...narrowed(inputs)];
  const roster = Object.values(state).find(({ type }) => type === tokens.roster)?.outputs;
  return {
    governed: {
      ...governed,
      former: roster && formerOf(upgradeRoster(roster as unknown as RosterState)),
    },
    ...{ access: settings.access, dataRegion: facts.region, resolved },
    data: { declared, former: former(inputs, state, declared) },
    former: { grants: access.former, remembered: resolved.remembered },
    ...(folders && {
      folders: {
        ...{ settings, own: ownData(settings), resolved: folders },
        former: {
          grants: ofFolders?.former ?? [],
          members: ofFolders?.folders?.formerMembers ?? [],
          remembered: readRemembered(state).folders,
        },
      },
    }),
  };
}

/** Data that is declared as the stack has it, for fewer groups. */
function narrowed({ settings: { namespace }, kept }: TenantInputs): DeclaredData[] {
  const named = [
    ["data-source", kept.dataSources],
    ["data-set", kept.dataSets],
  ] as const;
  return named.flatMap(([kind, all]) =>
    Object.entries<{ readonly name: string }>(all).flatMap(([key, { name }]): DeclaredData[] => {
      const groups = kept.groups?.get(`${kind}/${key}`);
      return groups === undefined ? [] : [{ kind, id: declaredIdOf(namespace, key), name, groups }];
    }),
  );
}

/** What the state has: of it goes what is not declared; data that is kept as it is, with its rules, is not among it. */
function former(
  { settings: { namespace }, kept }: TenantInputs,
  state: StackResources,
  declared: readonly DeclaredData[],
): FormerData[] {
  const stays = new Set(
    Object.keys({ ...kept.dataSources, ...kept.dataSets }).flatMap((key) =>
      [key, `${key}${rulesSuffix}`].map((name) => declaredIdOf(namespace, name)),
    ),
  );
  const isDeclared = ({ kind, id }: FormerData) =>
    declared.some((one) => one.kind === kind && one.id === id);
  const pages = Object.values(state).flatMap(({ type, outputs = {} }) => {
    const id = type === tokens.dashboardFromDefinition ? outputs["dashboardId"] : undefined;
    return typeof id === "string" ? [{ kind: "dashboard", id }] : [];
  });
  const held = heldData(state).map(({ kind, id, outputs }): FormerData => {
    const { permissions: grants } = outputs as { permissions?: FormerData["grants"] };
    return { kind, id, ...(grants === undefined ? {} : { grants }) };
  });
  return [...held.filter((one) => isDeclared(one) || !stays.has(one.id)), ...pages];
}

/** What was declared when the stack was last updated: what is not declared any more is taken. */
function recorded(
  state: StackResources,
  setting: "access" | "folders",
): AssetAccessState | undefined {
  const [found] = Object.values(state).flatMap(({ type, outputs }) =>
    type === tokens.assetAccess && outputs && isOfFolders(outputs) === (setting === "folders")
      ? [upgradeAccess(outputs as unknown as Parameters<typeof upgradeAccess>[0])]
      : [],
  );
  return found;
}
