// The last line of a run, in the form that `cargo xtask test` prints for every suite.
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class ClosingLine implements Reporter {
  #counts = { passed: 0, failed: 0, skipped: 0 };

  printsToStdio() {
    return false;
  }

  onTestEnd(test: TestCase, result: TestResult) {
    if (result.status === 'skipped') this.#counts.skipped += 1;
    else if (test.outcome() === 'expected' || test.outcome() === 'flaky') this.#counts.passed += 1;
    else this.#counts.failed += 1;
  }

  async onExit() {
    const { passed, failed, skipped } = this.#counts;
    console.log(`end2end: ${passed} passed, ${failed} failed, ${skipped} skipped`);
  }
}
