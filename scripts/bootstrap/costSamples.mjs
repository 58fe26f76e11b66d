import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { buildCloudBills } from './costSampleCloud.mjs';
import { buildClusterAnswers } from './costSampleCluster.mjs';
import { ensureDailySamples } from './dailySamples.mjs';
import { dataDir } from './paths.mjs';

/** Raised when the bills change, so that an update of the repository writes them anew. */
const VERSION = 2;
/** Three months, to compare with and to forecast from. */
const DAYS = 92;

const SAMPLES = {
  cloud: { build: buildCloudBills, nameOf: month => `focus-${month}.csv` },
  cluster: {
    build: buildClusterAnswers,
    nameOf: month => `allocation-${month}.json`,
  },
};

/**
 * Bills of the sample landscape up to yesterday, in two shapes: a cloud account
 * in FOCUS with tags, credits, tax, a commitment and a correction, and a cluster
 * as OpenCost answers, in which something became dearer some days ago. The same
 * for everybody on one day (UTC) and written anew on the next.
 *
 * @param {{ folder?: string, now?: Date }} [options]
 * @returns {Promise<boolean>} whether anything was written
 */
export function ensureCostSamples({
  folder = join(dataDir, 'samples', 'cost'),
  now = new Date(),
} = {}) {
  return ensureDailySamples({
    folder,
    version: VERSION,
    now,
    names: Object.keys(SAMPLES),
    write: async (name, target, today) => {
      const { build, nameOf } = SAMPLES[name];
      for (const [month, text] of build({ today, days: DAYS })) {
        await writeFile(join(target, nameOf(month)), text);
      }
    },
  });
}
