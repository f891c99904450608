import { levelOf } from "../../assets/levelOf.ts";
import { parsePrincipal } from "../../explain/principals.ts";
import type {
  Snapshot,
  SnapshotAsset,
  SnapshotGrant,
  SnapshotPerson,
} from "../../explain/snapshot.ts";
import type { Fact } from "./fact.ts";

/** A person, a group, a namespace or an asset, with what is so of it. */
export interface FactHolder {
  readonly facts: () => readonly Fact[];
  /** Of a person: what a deleted user is told from a changed one by. */
  readonly person?: { readonly namespace: string; readonly person: SnapshotPerson };
}

/** All that a snapshot says, by holder: facts are made where two holders are compared, so that no list of all is held. */
export function factsOf(snapshot: Snapshot): Map<string, FactHolder> {
  const holders = new Map<string, FactHolder>();
  for (const [namespace, { people, groups }] of Object.entries(snapshot.namespaces)) {
    holders.set(`namespace\n${namespace}`, {
      facts: () => [namespaceFact(namespace, snapshot), ...groups.map(groupFact(namespace))],
    });
    for (const person of people) {
      holders.set(`user\n${namespace}\n${person.userName}`, {
        facts: () => factsOfPerson(namespace, person),
        person: { namespace, person },
      });
    }
  }
  for (const asset of snapshot.assets) {
    const { region, kind, id } = asset;
    holders.set(`asset\n${region}\n${kind}\n${id}`, { facts: () => assetFacts(asset) });
  }
  return holders;
}

/** That a namespace is there. */
const namespaceFact = (namespace: string, { accountId }: Snapshot): Fact => ({
  ...{ namespace, whoType: "namespace", who: namespace, whatType: "account", what: accountId },
});

/** That a group is there. */
export const groupFact =
  (namespace: string) =>
  (who: string): Fact => ({
    namespace,
    whoType: "group",
    who,
    whatType: "namespace",
    what: namespace,
  });

/** That a person has something: a role, a profile, a group. */
export const personFact = (
  namespace: string,
  who: string,
  whatType: "role" | "profile" | "group",
  what: string,
): Fact => ({ namespace, whoType: "user", who, whatType, what });

function factsOfPerson(
  namespace: string,
  { userName, role, groups, customPermissions }: SnapshotPerson,
): Fact[] {
  return [
    personFact(namespace, userName, "role", role),
    ...(customPermissions === undefined
      ? []
      : [personFact(namespace, userName, "profile", customPermissions)]),
    ...groups.map((group) => personFact(namespace, userName, "group", group)),
  ];
}

/** That an asset is in a folder. */
export const memberFact = (kind: string, id: string, folder: string, name: string): Fact => ({
  ...{ namespace: "", whoType: kind, who: id, whatType: "folder", what: folder, name },
});

function assetFacts(asset: SnapshotAsset): Fact[] {
  const { kind, id, name, grants, link = [], members = [], parent } = asset;
  return [
    ...grants.map((grant) => grantFact(asset, grant, "")),
    ...link.map((grant) => grantFact(asset, grant, " by link")),
    ...members.map((member) => {
      const [memberKind = "", memberId = ""] = splitOnce(member);
      return memberFact(memberKind, memberId, id, name);
    }),
    ...(parent === undefined ? [] : [memberFact(kind, id, parent, "")]),
  ];
}

/** That a principal opens an asset, at the level of its actions. */
export function grantFact(
  { kind, id, name }: SnapshotAsset,
  { principal, actions }: SnapshotGrant,
  suffix: string,
): Fact {
  const found = parsePrincipal(principal);
  return {
    namespace: found?.namespace ?? "",
    ...{
      whoType: found?.type ?? "other",
      who: (found?.name ?? principal) || found?.namespace || "",
    },
    ...{ whatType: kind, what: id, name, level: `${levelOf(kind, actions)}${suffix}` },
  };
}

const splitOnce = (text: string) => {
  const at = text.indexOf("/");
  return [text.slice(0, at), text.slice(at + 1)];
};
