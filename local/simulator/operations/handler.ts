import type { Settings } from "../settings.ts";
import type { Store } from "../store/store.ts";

/** One call of one operation, already checked against the API model. */
export interface Call<Input> {
  readonly operation: string;
  readonly input: Input;
  /** The Region that the request was signed for. */
  readonly region: string;
  readonly accountId: string;
  /** The access key id of the caller. */
  readonly accessKeyId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly settings: Settings;
}

/**
 * The behaviour of one operation: changes the store and answers, or throws an ApiError.
 *
 * `Input` and `Output` are the SDK's types of the operation. RequestId and Status are added later.
 */
export type Handler<Input, Output> = (
  call: Call<Checked<Input>>,
  store: Store,
) => Answer<Output> | Promise<Answer<Output>>;

/** An output without what the simulator itself adds. */
export type Answer<Output> = Omit<Output, "$metadata" | "RequestId" | "Status">;

/** An input of the SDK of which the required members are known to be there. */
export type Checked<T> = T extends Date | Uint8Array
  ? T
  : T extends object
    ? {
        [K in keyof T]: object extends Pick<T, K>
          ? Checked<T[K]>
          : Checked<Exclude<T[K], undefined>>;
      }
    : T;

/**
 * The handlers of one kind of resource by operation name.
 *
 * Operations of scope `identity` work only in the Region where the account was subscribed, those of
 * scope `region` in every Region.
 */
export interface OperationGroup {
  readonly scope: "identity" | "region";
  readonly handlers: Readonly<Record<string, AnyHandler>>;
}

/** A handler whose types are forgotten; what it is given fits by the API model. */
export type AnyHandler = (call: Call<never>, store: Store) => object | Promise<object>;
