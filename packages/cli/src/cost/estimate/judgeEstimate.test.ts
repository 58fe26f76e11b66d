import {
  readAmount,
  readEstimate,
} from '@plumbline/backstage-plugin-cost-formats';
import { estimateJson } from './estimateJson';
import { estimateText } from './estimateText';
import { judgeEstimate } from './judgeEstimate';

/** An estimate of two projects, of which the second may have failed. */
function makeEstimate(
  more: { difference?: string; error?: string; name?: string } = {},
) {
  const { difference, error, name = 'shop' } = more;
  return readEstimate(
    JSON.stringify({
      version: '0.2',
      currency: 'USD',
      totalMonthlyCost: '30.1',
      ...(difference !== undefined && { diffTotalMonthlyCost: difference }),
      projects: [
        {
          name,
          breakdown: {
            totalMonthlyCost: '30.1',
            resources: [
              { name: 'disk', monthlyCost: '10' },
              { name: 'node', resourceType: 'vm', monthlyCost: '20.1' },
            ],
          },
        },
        {
          name: 'pay',
          metadata: error === undefined ? {} : { errors: [{ message: error }] },
          breakdown: { totalMonthlyCost: '0', resources: [] },
        },
      ],
    }),
  );
}
const limit = (text: string) => readAmount(text)!;

describe('judgeEstimate', () => {
  it.each([
    ['5.000000001', '5', false],
    ['5', '5.00', true],
    ['-3', '0', true],
  ])('a change by %s against %s passes: %s', (difference, above, passed) => {
    expect(
      judgeEstimate(makeEstimate({ difference }), limit(above)),
    ).toMatchObject({ passed, compared: 'difference', amount: difference });
  });

  it('looks at the whole where no difference is stated', () => {
    expect(judgeEstimate(makeEstimate(), limit('30'))).toMatchObject({
      passed: false,
      compared: 'monthly',
      reasons: ['everything costs 30.1 USD per month'],
    });
  });

  it('does not pass what could not be estimated', () => {
    const estimate = makeEstimate({ difference: '0', error: 'no such module' });
    expect(judgeEstimate(estimate, limit('100'))).toMatchObject({
      passed: false,
      reasons: ['1 of 2 projects could not be estimated completely'],
    });
  });
});

describe('an estimate', () => {
  it('is printed exactly, the largest resources first', () => {
    expect(
      estimateJson(makeEstimate({ difference: '5' }), undefined),
    ).toMatchObject({
      currency: 'USD',
      monthly: '30.1',
      past: null,
      difference: '5',
      projects: [
        {
          name: 'shop',
          resources: 2,
          top: [
            { name: 'node', type: 'vm', monthly: '20.1' },
            { name: 'disk', monthly: '10' },
          ],
        },
        { name: 'pay', resources: 0, top: [] },
      ],
      gate: null,
    });
  });

  it('is told to a person with its errors, and without what moves a cursor', () => {
    const text = estimateText(
      estimateJson(
        makeEstimate({ error: 'no such module', name: 'shop\u001b[2J\u202e' }),
        undefined,
      ),
    );
    expect(text).toContain('USD 30.1 per month, no difference stated');
    expect(text).toContain('✖ no such module');
    expect(text).toContain('20.1  node');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u001b\u202e]/);
  });
});
