import type { Mistake } from "../../csv/mistake.ts";

/** One row of the membership file: this person belongs to this group of this namespace. */
export interface MembershipRow {
  /** The line the row is on, from 1. */
  readonly line: number;
  /** In lower case. */
  readonly namespace: string;
  /** The group in lower case: its name in the settings, or what the directory calls it. */
  readonly group: string;
  /** The person's name in the directory (LDAP `uid`, login); unique within the domain of the email. */
  readonly user: string;
  readonly email: string;
  /** The session name, where the file has a column for it and the row says one. */
  readonly session?: string;
  /** The fields of the further columns as they stand there, where these are asked for. */
  readonly further?: readonly string[];
}

/** A row that is whole but has a field that cannot be right. It is the business of its namespace only. */
export interface FlawedRow extends Mistake {
  /** In lower case; empty where that is what is missing or cut. */
  readonly namespace: string;
}
