const { writeSync } = require("node:fs");

/**
 * Makes `N passed, N failed` the last line of a test run. Jest's own reporters hold their output back for a
 * moment, so the line is written when the process ends.
 */
module.exports = class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = results;
    // A file that could not run has no failed tests to count, and has failed.
    const crashed = testResults.filter((file) => file.testExecError && file.numFailingTests === 0).length;
    const left = numPendingTests + numTodoTests;
    process.once("exit", () => {
      if (left > 0) writeSync(process.stdout.fd, `\n${left} skipped`);
      writeSync(process.stdout.fd, `\n${numPassedTests} passed, ${numFailedTests + crashed} failed\n`);
    });
  }
};
