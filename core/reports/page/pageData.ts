/** Somebody or several by whom people get to assets: a group, a person, or everybody of a namespace. */
export interface PagePrincipal {
  readonly type: "user" | "group" | "namespace";
  readonly namespace: string;
  /** Of a user or a group; empty of a namespace. */
  readonly name: string;
}

/** Somebody of a namespace. */
export interface PagePerson {
  readonly namespace: string;
  readonly userName: string;
  readonly role: string;
  /** Empty where QuickSight holds none. */
  readonly email: string;
  /** Places of their groups among the principals. */
  readonly groups: readonly number[];
  /** The place of the person, where something is shared with them in person. */
  readonly self?: number;
}

/** One way to an asset. */
export interface PageWay {
  /** The place of who has it among the principals. */
  readonly principal: number;
  /** A place among the levels: a higher one gives more. */
  readonly level: number;
  /** The name of the folder above the asset that has the grant. */
  readonly folder?: string;
  /** True where only who has the link gets there. */
  readonly link?: true;
}

/** An asset and every way to it. */
export interface PageAsset {
  readonly kind: string;
  readonly region: string;
  readonly id: string;
  readonly name: string;
  readonly ways: readonly PageWay[];
  /** Places among the data sets: of a dashboard or an analysis those that it shows, of a data set its own. */
  readonly dataSets?: readonly number[];
  /** Why it is not known who may open it. */
  readonly unreadable?: string;
}

/** A data set that somebody may read, whether they can open it or what shows it. */
export interface PageDataSet {
  readonly region: string;
  readonly id: string;
  /** The id where nobody could read the name. */
  readonly name: string;
}

/** What is new against an earlier moment, a line each. */
export interface PageChanges {
  /** When the earlier moment was; ISO 8601, UTC. */
  readonly since: string;
  readonly gains: readonly string[];
  readonly losses: readonly string[];
  readonly newcomers: readonly string[];
  readonly leavers: readonly string[];
}

/** Something to be said in lines. */
export interface PageSection {
  readonly title: string;
  readonly lines: readonly string[];
  /** True: somebody should look at it. */
  readonly isWarning: boolean;
}

/** What people cost. */
export interface PageLicences {
  readonly title: string;
  /** By role, in USD a month. */
  readonly costs: readonly (readonly [role: string, usd: number])[];
}

/** All that the page shows: it stands in the page as JSON. */
export interface PageData {
  /** When the account was read; ISO 8601, UTC. */
  readonly at: string;
  readonly accountId: string;
  /** Lowest first. */
  readonly levels: readonly string[];
  /** All groups, everybody of each namespace, and each person with whom something is shared. */
  readonly principals: readonly PagePrincipal[];
  readonly people: readonly PagePerson[];
  readonly assets: readonly PageAsset[];
  readonly dataSets: readonly PageDataSet[];
  /** What could not be read, a line each. */
  readonly unread: readonly string[];
  readonly changes?: PageChanges;
  /** What there is to say of the runs since the report before; those that need somebody first. */
  readonly sections?: readonly PageSection[];
  readonly licences: PageLicences;
}
