import { askOnce } from './askOnce';

describe('askOnce', () => {
  it('asks once, however many want to know', async () => {
    let asked = 0;
    const get = askOnce(async () => {
      asked += 1;
      return asked;
    });
    expect(await Promise.all([get(), get(), get()])).toEqual([1, 1, 1]);
    expect(await get()).toBe(1);
  });

  it('asks again after a failure', async () => {
    let asked = 0;
    const get = askOnce(async () => {
      asked += 1;
      if (asked === 1) {
        throw new Error('away');
      }
      return asked;
    });
    const both = await Promise.allSettled([get(), get()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await get()).toBe(2);
  });
});
