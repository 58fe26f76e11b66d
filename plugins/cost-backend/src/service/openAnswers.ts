import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenedCosts } from '@plumbline/backstage-plugin-cost-node';
import { OpenCostSource } from '../domain/CostSource';
import { AnswerStore, KnownAnswer } from '../store/AnswerStore';
import { openBill } from '../sources/openBill';

/**
 * Reads kept answers as files are read: they are put into a temporary folder,
 * so that no more than one of them is in memory.
 *
 * @param take - called for each part that is grouped alike
 * @throws ImportRefused where they cannot be read
 */
export async function openAnswers(options: {
  answers: readonly KnownAnswer[];
  source: OpenCostSource;
  store: AnswerStore;
  signal: AbortSignal;
  take: (opened: OpenedCosts) => Promise<void>;
}): Promise<void> {
  const { answers, source, store, signal, take } = options;
  const root = await mkdtemp(join(tmpdir(), 'plumbline-cost-'));
  try {
    const kinds = new Set(answers.map(({ aggregate }) => aggregate));
    for (const [index, aggregate] of [...kinds].entries()) {
      const alike = answers.filter(answer => answer.aggregate === aggregate);
      const folder = String(index);
      await mkdir(join(root, folder));
      for (const { day } of alike) {
        signal.throwIfAborted();
        const body = await store.readBody(source.id, day);
        if (body) {
          await writeFile(join(root, folder, `${day}.json.gz`), body);
        }
      }
      const opened = await openBill({
        root: join(root, folder),
        paths: ['.'],
        currency: source.currency,
        cluster: source.openCost.cluster,
        aggregate: aggregate === '' ? undefined : aggregate.split(','),
        signal,
      });
      try {
        await take(opened);
      } finally {
        await opened.close();
      }
    }
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
