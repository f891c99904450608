import type { SnapshotProtection } from "./sight/protection.ts";

/** Somebody of a namespace, whoever made them. */
export interface SnapshotPerson {
  /** As QuickSight names them: of people who come in through an IAM role `<role>/<session name>`. */
  readonly userName: string;
  readonly role: string;
  /** Empty where QuickSight holds none. */
  readonly email: string;
  /** How they sign in, as QuickSight has it: `IAM`. */
  readonly identityType: string;
  /** The custom permissions profile of the user itself, if any. */
  readonly customPermissions?: string;
  /** Whole names of groups, sorted. */
  readonly groups: readonly string[];
}

/** The people and groups of a namespace. */
export interface SnapshotNamespace {
  readonly people: readonly SnapshotPerson[];
  /** Whole names, also of groups that nobody is in; sorted. */
  readonly groups: readonly string[];
}

/** What a principal may do with an asset. */
export interface SnapshotGrant {
  /** The ARN of a user, a group or a namespace. */
  readonly principal: string;
  /** With their prefix. */
  readonly actions: readonly string[];
}

/** An asset, and who may open it. */
export interface SnapshotAsset {
  /** A name of the table of kinds. */
  readonly kind: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly grants: readonly SnapshotGrant[];
  /** Of a dashboard: who may open it by its link. */
  readonly link?: readonly SnapshotGrant[];
  /** Of a folder: the id of the folder that it is in. */
  readonly parent?: string;
  /** Of a folder: that what is in it stays there; absent: it does not. */
  readonly restricted?: boolean;
  /** Of a folder: what is in it, as `<kind>/<id>`, in its Region. */
  readonly members?: readonly string[];
  /** The ids of the data sets that it is built on: of a dashboard or an analysis those that it shows. */
  readonly dataSets?: readonly string[];
  /** The ids of the data sources that a data set is built on. */
  readonly dataSources?: readonly string[];
  /** Of a data set: who sees which rows and columns; absent: nobody knows. */
  readonly protection?: SnapshotProtection;
  /** Why it is not known who may open it. */
  readonly unreadable?: string;
  /** Why it is not known what it shows, or of a folder what it is in and what is in it. */
  readonly contentUnreadable?: string;
}

/** Who may open what in an account at one moment, read once: plain data that can be kept as a file. */
export interface Snapshot {
  readonly version: 1;
  /** When it was read; ISO 8601, UTC. */
  readonly at: string;
  readonly accountId: string;
  readonly partition: string;
  readonly identityRegion: string;
  readonly namespaces: Readonly<Record<string, SnapshotNamespace>>;
  readonly assets: readonly SnapshotAsset[];
  /** What could not be listed, and why: `agents in eu-west-1: …`. */
  readonly unknown: readonly string[];
}
