import type { Context } from "./context.ts";
import type { Meaning } from "./values.ts";

/** A bag of properties as the engine sends them: what they hold is the program's business. */
export type Bag = Record<string, unknown>;

/** Gives a resource a physical name when the program does not, as the released provider does. */
export interface Naming {
  /** The input that holds the physical name. */
  input: string;
  /** The input that asks for a generated name with this beginning. */
  prefixInput?: string;
  /** What every name starts with, such as `alias/`. */
  start?: string;
  maxLength: number;
  lowerCase?: boolean;
}

/**
 * One resource type. Methods call AWS and nothing else: defaults, diffs, previews, drift, secrets and error texts are
 * the engine glue's work. `Inputs` is a type alias, not an interface, so that it is also a {@link Bag}.
 */
export interface Resource<Inputs extends Bag = Bag> extends Meaning {
  /** The type token, such as `aws:s3/bucket:Bucket`. */
  type: string;
  /** Every input that is served, and what a change of it means. An input not listed here is refused. */
  inputs: Record<keyof Inputs & string, "update" | "replace">;
  /** Property names, at any depth, that AWS fills in when the program leaves them out: no drift. */
  computed?: readonly string[];
  /** Inputs that say "none" when the program leaves them out, so that what AWS has there is drift; tags always do. */
  noneWhenAbsent?: readonly (keyof Inputs & string)[];
  /** Outputs that are what the program asked for, whatever AWS made of it, until the next refresh. */
  echoed?: readonly (keyof Inputs & string)[];
  /** Inputs that AWS never tells back, so that they are kept as they are on refresh. */
  writeOnly?: readonly (keyof Inputs & string)[];
  /** Properties that AWS makes anew with every update, so that a preview cannot know them. */
  renewed?: readonly string[];
  naming?: Naming;
  /** Inputs with a default, in force whenever the program leaves them out. */
  defaults?: Partial<Inputs>;
  /** Names of the errors that say that the resource does not exist. */
  notFound: readonly string[];
  /** Makes the resource with its first call and returns its id. */
  create(context: Context, inputs: Inputs): Promise<string>;
  /** The rest of creating, once there is an id: a failure here leaves the resource in the state, to be updated later. */
  settle?(context: Context, id: string, inputs: Inputs): Promise<void>;
  /** All properties as they are. `inputs` holds what the program last asked for; on an import it is nearly empty. */
  read(context: Context, id: string, inputs: Partial<Inputs>): Promise<Bag | undefined>;
  /** Makes the resource what `inputs` say; must do so from any half-done state. */
  update?(context: Context, id: string, inputs: Inputs, previous: Partial<Inputs>): Promise<void>;
  delete(context: Context, id: string, properties: Partial<Inputs> & Bag): Promise<void>;
}
