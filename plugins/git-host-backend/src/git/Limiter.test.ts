import { Limiter } from './Limiter';

function createGate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

describe('Limiter', () => {
  it('runs so many at once, in order, and refuses whom it cannot let wait', async () => {
    const limiter = new Limiter({ maxRunning: 2, maxWaiting: 1 });
    const gate = createGate();
    const started: string[] = [];
    const job = (name: string) =>
      limiter.run(async () => {
        started.push(name);
        await gate.opened;
      });
    const jobs = [job('a'), job('b'), job('c')];
    await expect(job('d')).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('busy'),
    });
    expect(started).toEqual(['a', 'b']);
    gate.open();
    await Promise.all(jobs);
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('gives a place back after a failure, and only once', async () => {
    const limiter = new Limiter({ maxRunning: 1, maxWaiting: 0 });
    await expect(
      limiter.run(async () => {
        throw new Error('failed');
      }),
    ).rejects.toThrow('failed');
    const leave = await limiter.enter();
    leave();
    leave();
    const second = await limiter.enter();
    await expect(limiter.enter()).rejects.toThrow('busy');
    second();
  });
});
