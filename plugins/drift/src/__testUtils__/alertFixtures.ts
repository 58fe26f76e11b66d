import { Alert, Retraining } from '@plumbline/backstage-plugin-drift-common';
import { daysAgo } from './fixtureDays';

export function createAlert(overrides: Partial<Alert> = {}): Alert {
  return {
    id: 'a1',
    monitorId: 'm1',
    monitorName: 'credit-risk inputs',
    entityRef: 'resource:default/credit-risk',
    state: 'open',
    status: 'critical',
    summary: '3 of 24 features drifted',
    openedAt: daysAgo(2),
    updatedAt: daysAgo(1),
    columns: ['income', 'region'],
    events: [
      { at: daysAgo(2), action: 'opened' },
      { at: daysAgo(1.99), action: 'notified' },
      {
        at: daysAgo(1),
        by: 'user:default/guest',
        action: 'commented',
        note: 'The campaign began on the 12th.',
      },
    ],
    canAct: true,
    ...overrides,
  };
}

export function createRetraining(
  overrides: Partial<Retraining> = {},
): Retraining {
  return {
    id: 't1',
    monitorId: 'm1',
    entityRef: 'resource:default/credit-risk',
    state: 'proposed',
    reason: 'Estimated ROC AUC is below 0.80 for three windows.',
    proposedAt: daysAgo(1),
    canDecide: true,
    ...overrides,
  };
}
