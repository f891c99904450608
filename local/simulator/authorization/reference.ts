import { readFileSync } from "node:fs";

/** An action of IAM, as AWS's service authorization reference describes it. */
export interface ActionReference {
  readonly level: string;
  /** The types of resources that it must name; without any, only `*` allows it. */
  readonly on?: readonly string[];
  /** The types of resources that it may name as well, or of which it names one. */
  readonly mayBeOn?: readonly string[];
  /** Actions that the caller needs with it. */
  readonly dependent?: readonly string[];
  /** The keys that conditions may ask about. */
  readonly conditions?: readonly string[];
}

/** A service of the reference. */
export interface ServiceReference {
  /** Formats of ARNs by type, such as `arn:${Partition}:quicksight:${Region}:${Account}:theme/${ResourceId}`. */
  readonly resources: Readonly<Record<string, string>>;
  /** The types whose tags conditions may ask about. */
  readonly tagged: readonly string[];
  /** Actions by name, without the prefix of the service. */
  readonly actions: Readonly<Record<string, ActionReference>>;
}

/** The services that this project calls, by prefix; `readReference.py` writes the file anew. */
export const reference = JSON.parse(
  readFileSync(new URL("reference.json", import.meta.url), "utf8"),
) as Readonly<Record<string, ServiceReference>>;
