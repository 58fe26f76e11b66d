import { makeFinding, makeReport } from './__testUtils__/makeReport';
import { reportText } from './reportText';

describe('reportText', () => {
  it('counts one as one', () => {
    expect(reportText(makeReport([makeFinding('a')]))).toContain(
      '\n1 finding in 1 result: ',
    );
    expect(
      reportText(makeReport([makeFinding('a'), makeFinding('b')])),
    ).toContain('\n2 findings in 2 results: ');
  });
});
