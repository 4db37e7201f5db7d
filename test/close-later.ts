import { afterAll, onTestFinished, TestRunner } from 'vitest';

/** Runs `close` when nobody needs the thing any more: after this test when called inside one, else after the file. */
export function closeLater(close: () => Promise<void>): void {
  if (TestRunner.getCurrentTest()) onTestFinished(close);
  else afterAll(close);
}
