/**
 * What the policies of one request have in common, made once. The SDK's host asks one policy after the other, each with a copy of its
 * own of what the engine sent. So a value is made again when the request is about something else (`key`), or when a policy asks a second
 * time, which is a new request.
 */
export class Shared<Value> {
  #key: string | undefined;
  #value: Value | undefined;
  readonly #asked = new Set<string>();

  /** The value for what the request is about, as `policy` asks for it. */
  get(key: string, policy: string, make: () => Value): Value {
    if (this.#value === undefined || this.#key !== key || this.#asked.has(policy)) {
      this.#value = make();
      this.#key = key;
      this.#asked.clear();
    }
    this.#asked.add(policy);
    return this.#value;
  }
}
