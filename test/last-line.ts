import { writeSync } from 'node:fs';
import process from 'node:process';
import type { Reporter } from 'vitest/node';

/** Ends the output with one plain line, "N passed, N failed", for whoever reads it by machine. */
export function lastLine(): Reporter {
  const counts = { passed: 0, failed: 0 };
  let done = false;
  process.on('exit', () => {
    // Written as the process ends, since the summary of the other reporter comes after ours.
    if (done) writeSync(process.stdout.fd, `${counts.passed} passed, ${counts.failed} failed\n`);
  });
  return {
    onTestRunEnd(modules, errors) {
      done = true;
      counts.passed = 0;
      counts.failed = errors.length;
      for (const module of modules) {
        if (module.errors().length > 0) counts.failed += 1;
        for (const test of module.children.allTests()) {
          const { state } = test.result();
          if (state === 'passed' || state === 'failed') counts[state] += 1;
        }
      }
    },
  };
}
