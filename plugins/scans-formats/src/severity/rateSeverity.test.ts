import { rateWord, severityOfScore } from './rateSeverity';

describe('rateWord', () => {
  it.each([
    ['CRITICAL', 'critical'],
    [' Important ', 'high'],
    ['moderate', 'medium'],
    ['WARNING', 'medium'],
    ['note', 'low'],
    ['Negligible', 'info'],
  ])('%s is %s, and is kept as it was written', (raw, severity) => {
    expect(rateWord(raw)).toEqual({ severity, source: 'tool', raw });
  });

  it.each(['Unknown', 'p1', 'constructor', '__proto__', '7.5'])(
    'does not guess what %s means',
    raw => {
      expect(rateWord(raw)).toEqual({
        severity: 'unknown',
        source: 'tool',
        raw,
      });
    },
  );

  it.each([undefined, '', '  '])('knows that %p is no rating', raw => {
    expect(rateWord(raw)).toEqual({ severity: 'unknown', source: 'default' });
  });

  it('lets a tool give its words another meaning', () => {
    expect(rateWord('INFO', new Map([['info', 'low']])).severity).toBe('low');
  });
});

describe('severityOfScore', () => {
  // CVSS v3.1 specification, section 5
  it.each([
    [0, 'info'],
    [0.1, 'low'],
    [3.9, 'low'],
    [4, 'medium'],
    [6.9, 'medium'],
    [7, 'high'],
    [8.9, 'high'],
    [9, 'critical'],
    [10, 'critical'],
    [-0.1, 'unknown'],
    [10.1, 'unknown'],
    [NaN, 'unknown'],
  ])('%d is %s', (score, severity) => {
    expect(severityOfScore(score)).toBe(severity);
  });
});
