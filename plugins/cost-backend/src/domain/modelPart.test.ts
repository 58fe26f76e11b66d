import { placeCost, RoledCost } from './modelPart';

const place = (cost: Partial<RoledCost>) => {
  const { part, side } = placeCost({
    role: 'pipeline',
    kind: 'direct',
    serviceCategory: 'Compute',
    serviceSubcategory: 'cpu',
    run: '',
    workload: '',
    ...cost,
  });
  return side === undefined ? part : `${part} of ${side}`;
};

describe('placeCost', () => {
  it.each<[string, Partial<RoledCost>]>([
    ['training of training', { role: 'pipeline' }],
    ['training of training', { role: 'pipeline', run: 'r-1' }],
    ['training of training', { role: 'pipeline', kind: 'idle' }],
    ['serving of serving', { role: 'server' }],
    ['serving of serving', { role: 'server', run: 'r-1' }],
    ['serving of serving', { role: 'server', kind: 'idle' }],
    ['training of training', { role: 'model', run: 'r-1' }],
    ['training of training', { role: 'model', workload: 'job/fit' }],
    ['training of training', { role: 'model', workload: 'CronJob/fit' }],
    ['serving of serving', { role: 'model', workload: 'deployment/api' }],
    ['serving of serving', { role: 'model', workload: 'jobber' }],
    ['other', { role: 'model' }],
    ['other', { role: 'resource', run: 'r-1', workload: 'deployment/x' }],
  ])('is %s: %j', (part, cost) => {
    expect(place(cost)).toBe(part);
  });

  it.each(['model', 'pipeline', 'server', 'resource'] as const)(
    'goes before whose it is: %s',
    role => {
      const side = {
        model: ' of serving',
        server: ' of serving',
        pipeline: ' of training',
        resource: '',
      }[role];
      const gpu = { role, serviceSubcategory: 'GPU' };
      expect(place({ ...gpu, kind: 'idle' })).toBe(`gpuIdle${side}`);
      expect(place({ role, serviceCategory: 'Storage' })).toBe('storage');
      expect(place({ ...gpu, kind: 'idle', serviceCategory: 'Storage' })).toBe(
        `gpuIdle${side}`,
      );
      expect(
        place({ ...gpu, kind: 'shared', serviceCategory: 'Storage' }),
      ).toBe('shared');
      expect(place({ ...gpu, kind: 'direct' })).not.toContain('gpuIdle');
    },
  );
});
