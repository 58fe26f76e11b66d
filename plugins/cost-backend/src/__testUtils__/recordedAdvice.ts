import { CART, CHECKOUT, LEDGER } from './startCosts';

const SPOT = 'nodes that may be interrupted (spot)';
/** What is suggested: kind and workload, what is, what would be, the saving, whose it is, whether there is a patch. */
export const SUGGESTIONS = [
  // 2.48 × 730 h
  ['gpuIdle indexer', '2 GPUs', '1 GPU', '1810.4', undefined, false],
  ['gpuIdle trainer', '2 GPUs', '1 GPU', '1810.4', undefined, false],
  // 0.6 cores × (0.031611 + 0.04) × 730 h
  ['cpuRequest checkout', '1000m', '400m', '31.365618', CHECKOUT, true],
  // 2 × 1 core × (0.031611 − 0.011611) × 730 h
  ['spot search', '2 pods on nodes on demand', SPOT, '29.2', undefined, false],
  // What is still requested: 400m and 464Mi, on each of two nodes
  [
    'spot checkout',
    '2 pods on nodes on demand',
    SPOT,
    '16.36666159375',
    CHECKOUT,
    false,
  ],
  // 100 GiB × 0.00013 × 730 h
  [
    'volumeIdle old-data',
    '100Gi',
    'none, once somebody has looked whether its data is needed',
    '9.49',
    undefined,
    false,
  ],
  // 0.4 cores × 0.031611 × 730 h
  ['cpuRequest agent', '500m', '100m', '9.230412', CART, true],
  // 1.7 cores × 0.031611 × 730 h × 124 of 576 samples, rounded down
  ['cpuRequest nightly', '2000m', '300m', '8.445185978753', undefined, true],
  // 560/1024 GiB × (0.004237 + 0.005) × 730 h
  [
    'memoryRequest checkout',
    '1024Mi',
    '464Mi',
    '3.68758359375',
    CHECKOUT,
    true,
  ],
  // 896/1024 GiB × 0.004237 × 730 h
  ['memoryRequest ledger', '2048Mi', '1152Mi', '2.70638375', LEDGER, true],
  // 0.3 cores × 0.02 × 730 h × 124 of 576 samples, rounded down
  [
    'spot nightly',
    '2 pods on nodes on demand',
    SPOT,
    '0.942916666666',
    undefined,
    false,
  ],
  ['gpuIdle embedder', '1 mig-1g.5gb', 'none', null, undefined, false],
];

const CHANGED = 'The workload was changed in the last 2 days.';
const ONE_POD = 'It has one pod: an interruption would stop it.';
const MOUNTED = 'A pod mounts it, or did in the last 2 days.';
/** Why nothing else is. */
export const WITHHELD = {
  'cpuRequest bold': 'The request fits.',
  'cpuRequest cart': CHANGED,
  'cpuRequest fits': 'The request fits.',
  'cpuRequest gaps':
    'Only 50 % of the last 2 days were measured, 80 % are needed.',
  'cpuRequest patched': CHANGED,
  'cpuRequest search':
    'An autoscaler sets the number of pods by usage over request: a lower request would raise it.',
  'cpuRequest young': 'There are 61 samples, 100 are needed.',
  'memoryRequest cart': CHANGED,
  'memoryRequest leaky':
    'It was killed for its memory in the last 2 days: nobody knows how much it would have used.',
  'memoryRequest tight':
    'The request is too low: never more than 120Mi were used, 15 % are added. 144Mi would fit, 128Mi are requested.',
  'spot bold': 'It runs on nodes that may be interrupted already.',
  'spot cart': ONE_POD,
  'spot embedder': ONE_POD,
  'spot fits': ONE_POD,
  'spot gaps': ONE_POD,
  'spot indexer': ONE_POD,
  'spot leaky': ONE_POD,
  'spot patched': ONE_POD,
  'spot tight': ONE_POD,
  'spot trainer': ONE_POD,
  'spot young': ONE_POD,
  'volumeIdle ledger-data': MOUNTED,
  'volumeIdle report-data': MOUNTED,
};
