import { FewAtOnce } from './FewAtOnce';

/** Whatever can go on by itself has. */
const settle = () => new Promise(resolve => setImmediate(resolve));

/** Deeds that begin when they may and end when they are told. */
class Deeds {
  readonly begun: string[] = [];
  readonly ended: Promise<string>[] = [];
  readonly #ends = new Map<string, (error?: Error) => void>();

  constructor(readonly few: FewAtOnce) {}

  do(caller: string, name: string): Promise<string> {
    const ended = this.few.do(caller, () => {
      this.begun.push(name);
      return new Promise<string>((resolve, reject) => {
        this.#ends.set(name, error => (error ? reject(error) : resolve(name)));
      });
    });
    this.ended.push(ended);
    return ended;
  }

  async end(name: string, error?: Error) {
    this.#ends.get(name)!(error);
    await settle();
  }
}

describe('FewAtOnce', () => {
  let deeds: Deeds;
  beforeEach(() => {
    deeds = new Deeds(new FewAtOnce());
  });

  it('lets two of a caller work, and the next when one is done', async () => {
    for (const name of ['a1', 'a2', 'a3', 'a4']) {
      deeds.do('a', name);
    }
    await settle();
    expect(deeds.begun).toEqual(['a1', 'a2']);
    await deeds.end('a2');
    expect(deeds.begun).toEqual(['a1', 'a2', 'a3']);
  });

  it('lets four of all callers work, in the order in which they came', async () => {
    for (const caller of ['a', 'b', 'c', 'd']) {
      deeds.do(caller, `${caller}1`);
      deeds.do(caller, `${caller}2`);
    }
    await settle();
    expect(deeds.begun).toEqual(['a1', 'a2', 'b1', 'b2']);
    await deeds.end('b1');
    await deeds.end('a1');
    expect(deeds.begun.slice(4)).toEqual(['c1', 'c2']);
  });

  it('does not let what one caller sends keep another waiting', async () => {
    for (let number = 1; number <= 60; number += 1) {
      deeds.do('a', `a${number}`);
    }
    deeds.do('b', 'b1');
    await settle();
    expect(deeds.begun).toEqual(['a1', 'a2', 'b1']);
  });

  it('gives back the place of what failed', async () => {
    const failed = deeds.do('a', 'a1');
    deeds.do('a', 'a2');
    deeds.do('a', 'a3');
    await settle();
    await Promise.all([
      expect(failed).rejects.toThrow('broken'),
      deeds.end('a1', new Error('broken')),
    ]);
    expect(deeds.begun).toEqual(['a1', 'a2', 'a3']);
  });

  it('refuses a caller of whom 64 wait, and nobody else', async () => {
    for (let number = 1; number <= 66; number += 1) {
      deeds.do('a', `a${number}`);
    }
    await settle();
    await expect(deeds.few.do('a', async () => 'no')).rejects.toMatchObject({
      statusCode: 429,
      retryAfterSeconds: 30,
    });
    await expect(deeds.few.do('b', async () => 'yes')).resolves.toBe('yes');
    await deeds.end('a1');
    deeds.do('a', 'a67');
    for (let number = 2; number <= 67; number += 1) {
      await deeds.end(`a${number}`);
    }
    await Promise.all(deeds.ended);
    expect(deeds.begun).toHaveLength(67);
  });

  it('is as wide as it is told', async () => {
    deeds = new Deeds(new FewAtOnce({ perCaller: 3, atWork: 4 }));
    for (const name of ['a1', 'a2', 'a3', 'a4']) {
      deeds.do('a', name);
      deeds.do('b', name.replace('a', 'b'));
    }
    await settle();
    expect(deeds.begun).toEqual(['a1', 'b1', 'a2', 'b2']);
  });
});
