import type {
  AssignmentStatus,
  AuthenticationMethodOption,
  Edition,
  IdentityType,
  NamespaceStatus,
  SelfUpgradeRequestStatus,
  SelfUpgradeStatus,
  Role,
  UpdateIpRestrictionCommandInput,
  UserRole,
  CreateCustomPermissionsCommandInput,
} from "@aws-sdk/client-quicksight";
import type { Settings } from "../settings.ts";
import { arnOf } from "./arnOf.ts";
import type { RegionAssets } from "./assets.ts";
import { ScatteredMap } from "./scatteredMap.ts";
import { SortedMap } from "./sortedMap.ts";
import type { SortedSet } from "./sortedSet.ts";
import { Timeline } from "./timeline.ts";

/** Everything that the simulated account holds. */
export interface Store {
  readonly account: Account;
  readonly namespaces: SortedMap<Namespace>;
  readonly customPermissions: SortedMap<CustomPermissionsProfile>;
  /** The roles that people were registered with, by name, as the emulator of the other services had them. */
  readonly iamRoles: Map<string, IamRole>;
  /** Tags by ARN. A taggable resource has an entry, empty or not, for as long as it exists. */
  readonly tags: Map<string, Map<string, string>>;
  ipRestriction: IpRestriction;
  /** Data sources, data sets, dashboards and so on by Region. */
  readonly regions: SortedMap<RegionAssets>;
  /** What searches know of the Regions, where they lag behind. */
  readonly searched: Map<string, RegionAssets>;
  readonly timeline: Timeline;
}

/** The QuickSight subscription; `undefined` status: there never was one. */
export interface Account {
  readonly id: string;
  identityRegion: string;
  status: "ACCOUNT_CREATED" | "UNSUBSCRIBED" | undefined;
  name: string;
  edition: Edition;
  authenticationMethod: AuthenticationMethodOption;
  notificationEmail: string;
  defaultNamespace: string;
  publicSharingEnabled: boolean;
  terminationProtectionEnabled: boolean;
  customPermissionsName: string | undefined;
  /** The customer's own role with which QuickSight reaches other services; `undefined`: that of QuickSight. */
  serviceRoleArn: string | undefined;
}

/** A namespace with the people and groups in it. */
export interface Namespace {
  readonly name: string;
  readonly capacityRegion: string;
  status: NamespaceStatus;
  readonly groups: SortedMap<Group>;
  /** AWS lists people in no order that can be seen (recordings). */
  readonly users: ScatteredMap<User>;
  readonly userNameByPrincipalId: Map<string, string>;
  /** Names of the groups that have a role; only for accounts with IAM Identity Center or AD. */
  readonly roleMembers: Partial<Record<Role, SortedSet>>;
  readonly roleCustomPermissions: Partial<Record<Role, string | undefined>>;
  readonly iamPolicyAssignments: SortedMap<IamPolicyAssignment>;
  /** Whether people raise their own role. By default they do where they sign in through an identity provider (user guide). */
  readonly selfUpgrades: {
    status: SelfUpgradeStatus;
    readonly requests: SortedMap<SelfUpgradeRequest>;
  };
}

/** Somebody who asks for a higher role, or who took it. Times in milliseconds since 1970. */
export interface SelfUpgradeRequest {
  readonly id: string;
  readonly userName: string;
  readonly originalRole: UserRole;
  readonly requestedRole: UserRole;
  readonly note: string | undefined;
  status: SelfUpgradeRequestStatus;
  readonly createdAt: number;
  updatedAt: number | undefined;
}

/** A policy of IAM for people and groups of a namespace, who are named by USER and GROUP. */
export interface IamPolicyAssignment {
  readonly id: string;
  readonly name: string;
  status: AssignmentStatus;
  policyArn: string | undefined;
  identities: Readonly<Partial<Record<"USER" | "GROUP", readonly string[]>>>;
}

/** A group with the names of its members. */
export interface Group {
  readonly name: string;
  readonly principalId: string;
  description: string | undefined;
  readonly members: SortedSet;
}

/** A role of IAM: one of the same name that is made again has another id. */
export interface IamRole {
  readonly id: string;
  /** When the emulator was last asked for it, in milliseconds since 1970. */
  askedAt: number;
}

/** A person in a namespace with the names of their groups. */
export interface User {
  /** Of somebody whose role is gone, the principal id. */
  readonly name: string;
  /** Set for somebody whose role is gone: what they were called. */
  readonly formerName?: string;
  readonly identityType: IdentityType;
  readonly principalId: string;
  active: boolean;
  /** Milliseconds since 1970 from which on groups take this user. */
  readonly joinableAt: number;
  email: string;
  role: UserRole;
  customPermissionsName: string | undefined;
  externalLogin: ExternalLogin | undefined;
  readonly groups: SortedSet;
}

/** How a person of an outside identity provider signs in. */
export interface ExternalLogin {
  readonly providerType: string;
  readonly providerUrl: string;
  readonly loginId: string | undefined;
}

/** A named set of capabilities that are taken away. */
export interface CustomPermissionsProfile {
  readonly name: string;
  capabilities: CreateCustomPermissionsCommandInput["Capabilities"];
  governance: CreateCustomPermissionsCommandInput["Governance"];
}

/** From where the account may be used. */
export type IpRestriction = Omit<UpdateIpRestrictionCommandInput, "AwsAccountId">;

/** The account as it is when the simulator starts. */
export function createStore(settings: Settings): Store {
  const store: Store = {
    account: {
      id: settings.accountId,
      identityRegion: settings.identityRegion,
      status: undefined,
      name: "simulated",
      edition: settings.edition,
      authenticationMethod: settings.authentication,
      notificationEmail: "quicksight@example.com",
      defaultNamespace: "default",
      publicSharingEnabled: false,
      // Recordings of new accounts show it on.
      terminationProtectionEnabled: true,
      customPermissionsName: undefined,
      serviceRoleArn: undefined,
    },
    namespaces: new SortedMap(),
    customPermissions: new SortedMap(),
    iamRoles: new Map(),
    tags: new Map(),
    ipRestriction: { Enabled: false },
    regions: new SortedMap(),
    searched: new Map(),
    timeline: new Timeline(),
  };
  if (settings.subscribed) {
    subscribe(store);
  }
  return store;
}

/** Makes the account one that is subscribed to QuickSight, with its default namespace. */
export function subscribe(store: Store): void {
  const { account } = store;
  account.status = "ACCOUNT_CREATED";
  account.terminationProtectionEnabled = true;
  store.namespaces.set("default", createNamespaceRecord("default", account.identityRegion));
  store.tags.set(arnOf(account.identityRegion, account.id, "namespace/default"), new Map());
}

/** Ends the subscription: everything in the account is gone, and only the fact that it was remains. */
export function unsubscribe(store: Store): void {
  store.account.status = "UNSUBSCRIBED";
  store.account.customPermissionsName = undefined;
  store.account.serviceRoleArn = undefined;
  store.namespaces.clear();
  store.customPermissions.clear();
  store.iamRoles.clear();
  store.tags.clear();
  store.ipRestriction = { Enabled: false };
  store.regions.clear();
  store.searched.clear();
}

/** An empty namespace that is ready to use. */
export function createNamespaceRecord(name: string, capacityRegion: string): Namespace {
  return {
    name,
    capacityRegion,
    status: "CREATED",
    groups: new SortedMap(),
    users: new ScatteredMap(),
    userNameByPrincipalId: new Map(),
    roleMembers: {},
    roleCustomPermissions: {},
    iamPolicyAssignments: new SortedMap(),
    selfUpgrades: { status: "AUTO_APPROVAL", requests: new SortedMap() },
  };
}
