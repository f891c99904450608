/** A rule about rows as QuickSight applies it. */
export interface SnapshotRule {
  /** The ARN of the group or the user that it is for. */
  readonly principal: string;
  /** By column one of these values; a column that is left out: any. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  /** The same by term of the entitlement table, where it is made from one. */
  readonly terms?: Readonly<Record<string, readonly string[]>>;
  /** Where it is written: `data/entitlements.csv:14` or `tenant.dataSets.revenue.rowRules[2]`. */
  readonly where?: string;
}

/** The rules about the rows of a data set. */
export interface SnapshotRowRules {
  /** The id of the data set that holds them. */
  readonly dataSet: string;
  /** That they are attached and do not hold; absent: they hold. */
  readonly isOff?: true;
  /** Absent: nobody knows what they say, as QuickSight shows nobody the rows of a data set. */
  readonly rules?: readonly SnapshotRule[];
  /** Why nobody knows what they say. */
  readonly unread?: string;
}

/** Some columns, and who sees them; whoever is in no rule for a column that has one does not. */
export interface SnapshotColumnRule {
  readonly columns: readonly string[];
  /** The ARNs of groups and users. */
  readonly principals: readonly string[];
  /** Where it is written: `tenant.labels.pii` or `tenant.dataSets.employees.columnRules[0]`. */
  readonly where?: string;
}

/** Which rows sessions without a user see of a data set that is embedded: by the tags that whoever embeds it gives them. */
export interface SnapshotTagRules {
  readonly tags: readonly {
    readonly tag: string;
    /** The column that holds its value. */
    readonly column: string;
    /** Parts several values of a session; absent: it has one. */
    readonly delimiter?: string;
    /** That there is a value with which a session sees all, whatever that is: it is a credential. */
    readonly hasMatchAll?: true;
  }[];
  /** Sets of tags, one of which is enough; absent: all of them. */
  readonly alternatives?: readonly (readonly string[])[];
  /** That they are there and do not hold; absent: they hold. */
  readonly isOff?: true;
}

/** What keeps people who read a data set from some of its rows and columns. */
export interface SnapshotProtection {
  /** The names of its columns; absent: QuickSight does not tell, as in the new data preparation. */
  readonly columns?: readonly string[];
  /** Labels of columns, as the settings have them; absent: none. */
  readonly labels?: Readonly<Record<string, readonly string[]>>;
  /** By term of the entitlement table the column that it stands for; absent: none. */
  readonly terms?: Readonly<Record<string, string>>;
  /** Absent: everybody who reads it sees every row. */
  readonly rows?: SnapshotRowRules;
  /** Absent: everybody sees every column. */
  readonly columnRules?: readonly SnapshotColumnRule[];
  /** Rules for sessions without a user; absent: there are none. They hold for nobody who signs in. */
  readonly tags?: SnapshotTagRules;
  /** The ids of the data sets that it is made of. That their rules hold for it as well is not confirmed. */
  readonly parents?: readonly string[];
}
