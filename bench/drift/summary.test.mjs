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

test('compares what is computed, with and without our start, and says which aim was missed', () => {
  const text = summarise([
    {
      shape: 'numeric',
      rows: 1000,
      start: cost(0.5),
      floor: cost(0.3, { scanSeconds: 0.5 }),
      profile: cost(1),
      cached: cost(2, undefined, 400),
      both: cost(10),
      exact: cost(20),
      scipy: cost(90, { testSeconds: 80 }),
      evidently: { failure: 'killed' },
    },
  ]);
  assert.match(
    text,
    /SciPy : ours, baseline cached +53\.3 × \(aim ≥ 30: met\) +with our start: 40\.0 × \(aim ≥ 30: met\)/,
  );
  assert.match(
    text,
    /SciPy : ours, with the baseline +8\.4 × \(aim ≥ 12: MISSED\) +with our start: 8\.0 × \(aim ≥ 12: MISSED\)/,
  );
  assert.match(
    text,
    /baseline cached : floor +3\.0 × \(aim ≤ 4: met\) +with our start: 4\.0 ×/,
  );
  assert.match(text, /Evidently +failed: killed/);
  assert.match(text, /400 MiB +aim ≤ 300: MISSED/);
});
