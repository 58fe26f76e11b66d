import assert from 'node:assert/strict';
import { test } from 'node:test';

import { summarise } from './summary.mjs';

const MIB = 1024 * 1024;
const cost = (cpuSeconds, answer, mib = 100) => ({
  cpuSeconds,
  wallSeconds: cpuSeconds,
  peakBytes: mib * MIB,
  answer,
});

test('compares what the peers compute with all that ours costs, and says which aim was missed', () => {
  const text = summarise([
    {
      shape: 'numeric',
      rows: 1000,
      floor: cost(0.3, { scanSeconds: 0.5 }),
      profile: cost(1),
      cached: cost(2, undefined, 400),
      both: cost(10),
      exact: cost(20),
      scipy: cost(90, { testSeconds: 80 }),
      evidently: { failure: 'killed' },
    },
  ]);
  assert.match(text, /SciPy : ours, baseline cached +40\.0 × +aim ≥ 30: met/);
  assert.match(
    text,
    /SciPy : ours, with the baseline +8\.0 × +aim ≥ 12: MISSED/,
  );
  assert.match(text, /baseline cached : floor +4\.0 × +aim ≤ 4: met/);
  assert.match(text, /Evidently +failed: killed/);
  assert.match(text, /400 MiB +aim ≤ 300: MISSED/);
});
