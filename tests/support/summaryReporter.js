import process from "node:process";
import Mocha from "mocha";

/**
 * mocha's `spec` reporter with a last line that machines read: `N passed, N failed`.
 *
 * A pending test counts as failed: a test that does not run proves nothing.
 */
export default class SummaryReporter extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    const { passes = 0, failures = 0, pending = 0 } = this.stats ?? {};
    process.stdout.write(`${passes} passed, ${failures + pending} failed\n`);
  }
}
