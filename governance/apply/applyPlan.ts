import type { QuickSightClient } from "@aws-sdk/client-quicksight";
import pLimit from "p-limit";
import { type Operation, operationOrder, type Plan } from "../plan/planRoster.ts";
import { describeOperation } from "../plan/describeOperation.ts";
import type { NamespaceScope } from "../quicksight/scope.ts";
import { applyOperation } from "./applyOperation.ts";
import { describeError } from "./describeError.ts";

/** An operation that did not happen, and why. */
export interface Failure {
  readonly operation: Operation;
  readonly reason: string;
}

/** What came of a plan. */
export interface Applied {
  readonly done: readonly Operation[];
  readonly failed: readonly Failure[];
}

/** How a plan is applied. */
export interface ApplyOptions {
  /**
   * Calls under way at once.
   * @default 10
   */
  readonly concurrency?: number;
  /** Called after each operation, with the number finished so far. */
  readonly onProgress?: (finished: number, total: number) => void;
}

/**
 * Applies a plan, kind after kind (giving before taking), the operations of one kind in parallel. One person's failure never
 * stops the others: every failure is collected, and what depends on it (the groups of a person who could not be registered)
 * is reported as not done instead of being tried.
 *
 * Nothing is undone: applying the plan that is made afterwards does the rest.
 */
export async function applyPlan(
  client: QuickSightClient,
  scope: NamespaceScope,
  plan: Plan,
  options: ApplyOptions = {},
): Promise<Applied> {
  const limit = pLimit(options.concurrency ?? 10);
  const done: Operation[] = [];
  const failed: Failure[] = [];
  const absent = new Set<string>();

  const applyOne = async (operation: Operation): Promise<void> => {
    try {
      if (absent.has(operation.email)) throw new Error("the person could not be registered");
      await applyOperation(client, scope, operation);
      done.push(operation);
    } catch (error) {
      failed.push({ operation, reason: describeError(error) });
      if (operation.kind === "register" || operation.kind === "downgrade") {
        absent.add(operation.email);
      }
    }
    options.onProgress?.(done.length + failed.length, plan.operations.length);
  };

  for (const kind of operationOrder) {
    const sameKind = plan.operations.filter((operation) => operation.kind === kind);
    await limit.map(sameKind, applyOne);
  }
  return { done, failed };
}

/** The failures of a run for the person who must deal with them, one line each. */
export function describeFailures(namespace: string, { done, failed }: Applied): string {
  const total = done.length + failed.length;
  return [
    `${failed.length} of ${total} operations failed in namespace ${namespace}; the other ${done.length} are done, and the next run goes on from there:`,
    ...failed.map(({ operation, reason }) => `  ${describeOperation(operation)}: ${reason}`),
  ].join("\n");
}
