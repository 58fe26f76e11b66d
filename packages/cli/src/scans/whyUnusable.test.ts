import { makeFinding, makeReport } from './__testUtils__/makeReport';
import { whyUnusable } from './whyUnusable';

describe('whyUnusable', () => {
  it('believes a scan that looked, whether it found something or nothing', () => {
    expect(whyUnusable(makeReport([]))).toBeUndefined();
    expect(whyUnusable(makeReport([makeFinding('a')]))).toBeUndefined();
  });

  it('believes no scan that did not run', () => {
    expect(whyUnusable(makeReport([], { outcome: 'not-run' }))).toBe(
      'the scan did not run: nothing was looked at',
    );
  });

  it('believes no report of which nothing was understood', () => {
    const report = makeReport([], {
      warnings: ['A match without a vulnerability (3 times)'],
    });
    report.counts.ignored = 3;
    expect(whyUnusable(report)).toBe(
      'nothing of what it lists was understood: A match without a vulnerability (3 times)',
    );
  });
});
