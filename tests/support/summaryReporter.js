import process from "node:process";
import Mocha from "mocha";
import { listFailed } from "../../local/listFailed.ts";

/** How many characters of a failed test are shown; all of it stands further up. */
const most = 300;

/**
 * mocha's `spec` reporter with last lines that machines read: which tests failed, if any, and `N passed, N failed`.
 *
 * A pending test counts as failed: a test that does not run proves nothing.
 */
export default class SummaryReporter extends Mocha.reporters.Spec {
  /**
   * @param {import("mocha").Runner} runner
   * @param {import("mocha").MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    this.pendingTests = [];
    runner.on("pending", (test) => {
      this.pendingTests.push(describe(test, "pending"));
    });
  }

  epilogue() {
    super.epilogue();
    const { passes = 0 } = this.stats ?? {};
    const failed = [
      ...this.failures.map((test) => describe(test, whyOf(test.err))),
      ...this.pendingTests,
    ];
    process.stdout.write(`${listFailed(failed, failed.length)}${passes} passed, `);
    process.stdout.write(`${failed.length} failed\n`);
  }
}

/**
 * @param {import("mocha").Test} test
 * @param {string} why
 */
function describe(test, why) {
  const text = `${test.titlePath().join(" > ")}: ${why}`.replaceAll(/\s+/g, " ").trim();
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

/**
 * The first line of the error, or all of it where that line only leads to the rest.
 *
 * @param {unknown} error
 */
function whyOf(error) {
  const text = error instanceof Error && error.message !== "" ? error.message : String(error);
  const [first = ""] = text.trim().split("\n");
  // Of two values that differ it tells no more.
  return first.endsWith(":") ? text : first;
}
