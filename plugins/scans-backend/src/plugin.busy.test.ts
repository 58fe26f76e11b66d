import { request } from 'node:http';
import { mockCredentials } from '@backstage/backend-test-utils';
import { grypeReport } from './__testUtils__/reports';
import {
  ADA,
  CHECKOUT,
  PIPELINE,
  TestScans,
  startScans,
} from './__testUtils__/startScans';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';

describe('uploads that come all at a time', () => {
  let scans: TestScans;
  beforeEach(async () => {
    scans = await startScans();
  });
  afterEach(() => scans.stop());

  /** An upload whose body does not end, with when it may be tried again. */
  function begin() {
    const sent = request(`${scans.api}/uploads?entity=${CHECKOUT}`, {
      method: 'POST',
      headers: { Authorization: mockCredentials.user.header(ADA) },
    });
    const answered = new Promise<string>(resolve => {
      sent.on('response', ({ headers, statusCode }) =>
        resolve(`${statusCode} after ${headers['retry-after']}`),
      );
      sent.on('error', () => resolve('gone'));
    });
    sent.write('{');
    return { sent, answered };
  }

  it('are refused with the time of the next try when too many of one sender wait', async () => {
    const answers: string[] = [];
    const many = Array.from({ length: 70 }, begin);
    await new Promise<void>(resolve => {
      for (const { answered } of many) {
        answered.then(answer => {
          if (answers.push(answer) === 4) {
            resolve();
          }
        });
      }
    });
    expect(answers).toEqual(Array(4).fill('429 after 30'));
    // Others have a place, and the same sender when its uploads are gone
    const path = `/uploads?entity=${CHECKOUT}`;
    const other = await scans.call(PIPELINE, 'POST', path, grypeReport([ZLIB]));
    expect(other.status).toBe(202);
    many.forEach(({ sent }) => sent.destroy());
    await Promise.all(many.map(({ answered }) => answered));
    expect(answers.slice(4)).toEqual(Array(66).fill('gone'));
    expect(await scans.upload(grypeReport([ZLIB]))).toMatchObject({
      status: 'done',
    });
  });
});
