import { z } from "zod";
import type { Api } from "../model/compileApi.ts";

const schema = z
  .strictObject({
    /** An operation of the API, or `*` for all. */
    operation: z.string(),
    /** Only this call, counted from 1 since the rule was made. */
    nth: z.int().positive().optional(),
    /** Every so many calls. */
    every: z.int().positive().optional(),
    /** With this probability. */
    rate: z.number().min(0).max(1).optional(),
    /** The error to answer, with or without `Exception` at its end. */
    error: z.string().optional(),
    /** The message of the error. */
    message: z.string().optional(),
    /** How much longer the call takes. */
    latencyMs: z.number().min(0).optional(),
    /** Closes the connection without an answer. */
    drop: z.boolean().default(false),
    /** Does what was asked before it fails: the answer is lost, the change is not. */
    after: z.boolean().default(false),
  })
  .refine(
    (rule) => [rule.nth, rule.every, rule.rate].filter((when) => when !== undefined).length < 2,
    {
      error: "only one of nth, every and rate can be set",
    },
  )
  .refine((rule) => rule.error !== undefined || rule.latencyMs !== undefined || rule.drop, {
    error: "one of error, latencyMs and drop must be set",
  });

type Rule = z.output<typeof schema>;

/** What goes wrong with one call. */
export interface Fault {
  readonly latencyMs: number;
  readonly failure: Failure | undefined;
}

/** How a call fails, and whether it is carried out before. */
export interface Failure {
  readonly kind: "drop" | "error";
  readonly error: string;
  readonly message: string;
  readonly after: boolean;
}

/** The faults that the simulator was asked for. */
export class Faults {
  readonly #rules: { readonly rule: Rule; calls: number }[] = [];
  readonly #api: Api;
  readonly #random: () => number;

  /** @param seed two simulators with the same seed have the same luck. */
  constructor(api: Api, seed: number) {
    this.#api = api;
    this.#random = randomNumbers(seed);
  }

  /**
   * Adds one rule or several.
   *
   * @throws Error whose message names what is wrong with them; then none is added.
   */
  add(rules: unknown): void {
    const list: readonly unknown[] = Array.isArray(rules) ? rules : [rules];
    const checked = list.map((rule) => this.#check(rule));
    this.#rules.push(...checked.map((rule) => ({ rule, calls: 0 })));
  }

  clear(): void {
    this.#rules.length = 0;
  }

  /** Counts a call and says what goes wrong with it; the first rule that fails it decides how. */
  next(operation: string): Fault {
    let latencyMs = 0;
    let failure: Failure | undefined;
    for (const entry of this.#rules) {
      const { rule } = entry;
      if (rule.operation !== "*" && rule.operation !== operation) {
        continue;
      }
      entry.calls += 1;
      if (this.#applies(rule, entry.calls)) {
        latencyMs += rule.latencyMs ?? 0;
        failure ??= failureOf(rule);
      }
    }
    return { latencyMs, failure };
  }

  #applies({ nth, every, rate }: Rule, calls: number): boolean {
    if (nth !== undefined) {
      return calls === nth;
    }
    if (every !== undefined) {
      return calls % every === 0;
    }
    return rate === undefined || this.#random() < rate;
  }

  #check(value: unknown): Rule {
    const { success, data: rule, error } = schema.safeParse(value);
    if (!success) {
      const lines = error.issues.map(
        (issue) => `${issue.path.join(".") || "rule"}: ${issue.message}`,
      );
      throw new Error(lines.join("\n"));
    }
    if (rule.operation !== "*" && !this.#api.operations.has(rule.operation)) {
      throw new Error(`operation: ${rule.operation} is not an operation of the QuickSight API`);
    }
    if (rule.error === undefined) {
      return rule;
    }
    const names = [rule.error, `${rule.error}Exception`];
    const known = names.find((name) => this.#api.errorStatus.has(name));
    if (known === undefined) {
      throw new Error(`error: ${rule.error} is not an error of the QuickSight API`);
    }
    return { ...rule, error: known };
  }
}

function failureOf({ error = "", message, drop, after }: Rule): Failure | undefined {
  if (!drop && error === "") {
    return undefined;
  }
  return { kind: drop ? "drop" : "error", error, message: message ?? "Injected fault", after };
}

// mulberry32: small, and the same on every machine.
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
