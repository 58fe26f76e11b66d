import { cvssOf } from './cvssOf';

const ratings = {
  nvd: { V2Score: 5, V3Score: 6.1, V3Vector: 'CVSS:3.1/AV:N' },
  redhat: { V3Score: 4.4 },
  zeta: { V40Score: 9.3, V3Score: 8 },
};

describe('cvssOf', () => {
  it('takes the source of the severity, by the newest version of CVSS', () => {
    expect(cvssOf(ratings, 'zeta')).toEqual({ score: 9.3 });
  });

  it.each(['debian', undefined, '__proto__', 'constructor'])(
    'takes the most trusted of the others where %s rates nothing',
    source => {
      expect(cvssOf(ratings, source)).toEqual({
        score: 6.1,
        vector: 'CVSS:3.1/AV:N',
      });
    },
  );

  it('takes whatever source there is', () => {
    expect(cvssOf({ zeta: ratings.zeta })).toEqual({ score: 9.3 });
    expect(cvssOf({ nvd: null, redhat: {} })).toBeUndefined();
    expect(cvssOf([])).toBeUndefined();
  });
});
