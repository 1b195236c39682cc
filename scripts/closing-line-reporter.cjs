/** Prints the last line of a test run: `N passed, N failed`. */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const crashed = results.testResults.filter((file) => file.testExecError).length;
    const skipped = results.numPendingTests > 0 ? `, ${results.numPendingTests} skipped` : "";
    process.stdout.write(
      `\n${results.numPassedTests} passed, ${results.numFailedTests + crashed} failed${skipped}\n`,
    );
  }
};
