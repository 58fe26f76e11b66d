import { workloadName } from './workloadName';

describe('workloadName', () => {
  it.each([
    ['ReplicaSet', 'checkout-7dc9f5fbb8', 'Deployment', 'checkout'],
    ['ReplicaSet', 'checkout-api-965685897', 'Deployment', 'checkout-api'],
    ['ReplicaSet', 'web-frontend', 'ReplicaSet', 'web-frontend'],
    ['Pod', 'checkout-7dc9f5fbb8-gbfk7', 'Deployment', 'checkout'],
    ['Pod', 'node-agent-xczjd', 'Pod', 'node-agent'],
    ['Pod', 'database-0', 'Pod', 'database-0'],
    ['Pod', 'my-nginx', 'Pod', 'my-nginx'],
    ['Job', 'backup-29384756', 'CronJob', 'backup'],
    ['Job', 'migrate', 'Job', 'migrate'],
    ['Deployment', 'checkout-7dc9f5fbb8', 'Deployment', 'checkout-7dc9f5fbb8'],
  ])('says that %s %s belongs to %s %s', (kind, name, ofKind, ofName) => {
    expect(workloadName({ kind, name })).toEqual({
      kind: ofKind,
      name: ofName,
    });
  });
});
