import type { Context } from "./context.ts";
import type { TypeSchema } from "./schema/typeSchema.ts";

/** A bag of properties as the engine sends them: what they hold is the program's business. */
export type Bag = Record<string, unknown>;

/** The name of an error that says that something does not exist, or, where other mistakes have that name too, what its message says then. */
export type NotFound = string | { readonly name: string; readonly says: string };

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
 * The calls of one resource type. What the released provider's schema says (defaults, what replaces, what is a set, what AWS
 * fills in, what is checked) stands in `schema/`; previews, drift, secrets and error texts are the engine glue's work.
 * `Inputs` is a type alias, not an interface, so that it is also a {@link Bag}.
 */
export interface Resource<Inputs extends Bag = Bag> {
  /** The type token, such as `aws:s3/bucket:Bucket`. */
  type: string;
  /** Every input that the calls below know. One that is not listed here is refused. */
  inputs: readonly (keyof Inputs & string)[];
  /** Properties that AWS makes anew with every update, so that a preview cannot know them. */
  renewed?: readonly string[];
  naming?: Naming;
  /** The errors that say that the resource does not exist. */
  notFound: readonly NotFound[];
  /** What the released provider asks AWS while it plans, once all inputs are known; why the plan fails, if it does. */
  plan?(context: Context, inputs: Inputs): Promise<string | undefined>;
  /** Makes the resource with its first call and returns its id. */
  create(context: Context, inputs: Inputs): Promise<string>;
  /** The rest of creating, once there is an id. Whether a failure here leaves the resource in the state, its kind says. */
  settle?(context: Context, id: string, inputs: Inputs): Promise<void>;
  /**
   * All properties as they are; one that is not told stays as it was. `inputs` holds what the program last asked for; on an
   * import it is nearly empty.
   */
  read(context: Context, id: string, inputs: Partial<Inputs>): Promise<Bag | undefined>;
  /**
   * Makes the resource what `planned` says, which is the inputs, and what the schema calls computed from the state. `state` is
   * what the last read gave. Must do so from any half-done state.
   */
  update?(context: Context, id: string, planned: Inputs, state: Partial<Inputs>): Promise<void>;
  delete(context: Context, id: string, properties: Partial<Inputs> & Bag): Promise<void>;
  /** What a creation and an update leave in the state where the released provider reads nothing back. @default what `read` tells */
  unread?(id: string, inputs: Inputs): Bag;
}

/** A resource type with what the released provider declares of it. */
export type ServedResource = Resource & { readonly schema: TypeSchema };
