import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImportRefused } from '../domain/importRecords';
import { openBill } from './openBill';

describe('openBill', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'plumbline-bill-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  const open = (more: { memoryLimit?: string; signal?: AbortSignal } = {}) =>
    openBill({
      root,
      paths: ['.'],
      signal: new AbortController().signal,
      ...more,
    });
  const write = (lines: readonly string[]) =>
    writeFile(join(root, 'bill.csv'), lines.join('\n'));
  const HEADER = 'date,cost,service';

  it('refuses what is no bill', async () => {
    await write(['name,size', 'a,1']);
    await expect(open()).rejects.toThrow(ImportRefused);
  });

  it('refuses no bill for what is wrong with the machine', async () => {
    await write([
      HEADER,
      ...Array.from(
        { length: 50_000 },
        (_, index) => `2026-05-01,1,service ${index}`,
      ),
    ]);
    const error = await open({ memoryLimit: '1MB' }).catch(thrown => thrown);
    expect(error.message).toContain('more memory');
    expect(error).not.toBeInstanceOf(ImportRefused);
  });

  it('refuses no bill because nobody waits any more', async () => {
    await write([HEADER, '2026-05-01,1,db']);
    const controller = new AbortController();
    controller.abort(new Error('The portal was stopped'));
    await expect(open({ signal: controller.signal })).rejects.toThrow(
      'The portal was stopped',
    );
  });
});
