/** What a principal may do with an asset. */
export type Level = "viewer" | "contributor" | "owner";

/** A command of the SDK by its class. What it takes and answers is what the row says, so that its own types are not needed. */
export type CommandClass = new (input: never) => object;

/** A call that answers a list, page by page: each answer has the token of the next page in `NextToken`. */
export interface PagedCall {
  readonly command: CommandClass;
  /** The member of the answer that has the assets. */
  readonly items: string;
  /** What is sent besides account, token and size of the page. */
  readonly input?: object;
}

/** A search, which takes exactly one filter here. */
export interface SearchCall extends PagedCall {
  /** The filter for what a user or group owns directly, by ARN. */
  readonly byOwner: (arn: string) => object;
  /** The filter for what a user can open by whatever way, groups and folders included; absent: the API has none for the kind. */
  readonly byReader?: (arn: string) => object;
}

/** The sets of actions that make somebody a viewer or an owner, without prefix and in no order. */
export type ActionSets = Readonly<
  Record<"viewer" | "owner", readonly string[]> & Partial<Record<"contributor", readonly string[]>>
>;

/**
 * All that distinguishes one kind of asset from another for reading, granting, searching and handing over. Names of commands
 * and members, filters and limits are those of the API model; a test compares each row with it.
 */
export interface KindRow {
  /** As people read it. */
  readonly label: readonly [one: string, many: string];
  /**
   * As ARNs call it: `arn:…:<resource>/<id>`.
   * @default the name of the kind
   */
  readonly resource?: string;
  /** The member of inputs that names an asset. */
  readonly id: string;
  /**
   * The members that have id and name in what is listed and found.
   * @default the member of inputs, and `Name`
   */
  readonly item?: readonly [id: string, name: string];
  /** The `Status` of those that are listed and found although they are deleted. */
  readonly deleted?: string;
  readonly list: PagedCall;
  /** Absent: the API has no search for the kind, so that all must be listed and described. */
  readonly search?: SearchCall;
  /** Answers `Permissions`. */
  readonly describe: CommandClass;
  /** The call whose answer names the data sources and data sets that an asset is built on; absent: it is built on none. */
  readonly content?: CommandClass;
  /** Takes `GrantPermissions` and `RevokePermissions`. */
  readonly update: CommandClass;
  /**
   * The most assets (and permissions, where these come in pages) of one page, and the most grants and revocations of one call.
   * @default 100 of each
   */
  readonly limits?: { readonly page?: number; readonly changes?: number };
  /**
   * Whether permissions come in pages.
   * @default false
   */
  readonly permissionPages?: boolean;
  /**
   * Whether the calls for permissions have no error that says that the asset is gone.
   * @default false
   */
  readonly lacksNotFound?: boolean;
  /**
   * Actions of a higher set that lower levels may have besides theirs, so that they tell no level; without prefix.
   * @default none
   */
  readonly besides?: readonly string[];
  /**
   * Whether what is revoked must be a whole set as well (hashicorp/terraform-provider-aws#32680): then a lower level is the higher one
   * revoked and the lower one granted.
   * @default false
   */
  readonly revokesWhole?: boolean;
  readonly sets: ActionSets;
  /**
   * Whether it can be shared with a whole namespace (API reference of ResourcePermission).
   * @default false
   */
  readonly everybody?: boolean;
  /**
   * The levels at which `all` of the setting `access` is about this kind.
   * @default none
   */
  readonly all?: readonly Level[];
  /**
   * What AWS's samples are called that a new account has: no `all` is about them.
   * @default none
   */
  readonly samples?: readonly string[];
  /** What the API model lacks and what nobody confirms, for the person who reads of a refusal. */
  readonly unconfirmed?: string;
}

/** Rows by kind, in the order in which kinds are shown. */
export type KindTable = Readonly<Record<string, KindRow>>;
