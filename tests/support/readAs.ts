import type { Sample } from "./sample.ts";

/** What somebody reads of a data set. */
export interface Read {
  readonly Opened: boolean;
  /** Why no rule limits the rows. */
  readonly AllRows?: string;
  readonly Hidden: readonly string[];
  /** With the columns that they see, the header first. */
  readonly Rows: readonly (readonly string[])[];
}

/**
 * Reads a data set of the sample as somebody does who opens it, by the rules that QuickSight has loaded.
 *
 * @param dataSet its key in the settings
 * @param person  somebody of namespace `default`, by session name
 */
export async function readAs({ aws }: Sample, dataSet: string, person: string): Promise<Read> {
  const user = `quicksight-fed-users/${person}`;
  const query = new URLSearchParams({ dataSet: `qsgov-default-${dataSet}`, user });
  const response = await fetch(`${aws.simulator.url}/_sim/rows?${query.toString()}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Read;
}
