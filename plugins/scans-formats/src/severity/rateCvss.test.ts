import { rateCvss } from './rateCvss';

describe('rateCvss', () => {
  it.each([
    // FIRST, CVSS v2.0 complete guide, section 3.3: CVE-2002-0392, CVE-2003-0818, CVE-2003-0062
    ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8],
    ['AV:N/AC:L/Au:N/C:C/I:C/A:C', 10],
    ['AV:L/AC:H/Au:N/C:C/I:C/A:C', 6.2],
    // FIRST, CVSS v3.1 examples: CVE-2013-1937, CVE-2014-0160, CVE-2014-6271, CVE-2009-0658
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H', 7.8],
    // FIRST, CVSS v3.0 examples: CVE-2013-0375, CVE-2014-3566
    ['CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
    // FIRST, CVSS v4.0 examples: CVE-2022-41741, CVE-2020-3549, CVE-2021-44228, CVE-2013-6014
    ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3],
    ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10],
    ['CVSS:4.0/AV:A/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:H/SI:N/SA:H', 6.4],
  ])('%s scores %d, as published', (vector, score) => {
    expect(rateCvss({ vector })).toEqual({ vector, score });
  });

  it('believes the vector and not the score beside it', () => {
    expect(
      rateCvss({
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        score: 1,
      })?.score,
    ).toBe(9.8);
  });

  it.each([
    'CVSS:3.1/AV:N',
    'CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'CVSS:4.0/AV:N',
    'CVSS:9.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
    'AV:N/AC:L',
    'high',
    '',
    `CVSS:3.1/${'AV:N/'.repeat(100)}`,
  ])('takes the score as given where the vector is none: %s', vector => {
    expect(rateCvss({ vector, score: 5.5 })).toEqual({ score: 5.5 });
    expect(rateCvss({ vector })).toBeUndefined();
  });

  it.each([-1, 10.1, NaN, Infinity])('knows no score of %d', score => {
    expect(rateCvss({ score })).toBeUndefined();
  });
});
