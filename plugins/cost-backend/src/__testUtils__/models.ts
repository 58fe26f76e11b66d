import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import express from 'express';
import type { MonitorPredictions } from '@plumbline/backstage-plugin-drift-common';
import { CORE_TEAM, SHOP_TEAM } from './startCosts';

/** Of the shop team. */
export const CHURN = 'resource:default/churn';
/** Of the core team. */
export const FRAUD = 'resource:default/fraud';
export const TRAINING = 'component:default/churn-training';
export const FEATURES = 'resource:default/churn-features';
/** Of the core team; it serves both models. */
export const API = 'component:default/model-api';

interface Thing {
  type: string;
  owner: string;
  purpose?: string;
  dependsOn?: string[];
}

const THINGS: Record<string, Thing> = {
  [CHURN]: { type: 'ml-model', owner: SHOP_TEAM, dependsOn: [TRAINING] },
  [FRAUD]: { type: 'ml-model', owner: CORE_TEAM },
  [TRAINING]: {
    type: 'ml-pipeline',
    owner: SHOP_TEAM,
    purpose: 'training',
    dependsOn: [FEATURES],
  },
  [FEATURES]: { type: 'dataset', owner: SHOP_TEAM },
  [API]: { type: 'model-server', owner: CORE_TEAM, dependsOn: [CHURN, FRAUD] },
};

/** Two models, what makes one of them, and what serves both, with both directions of their arrows. */
export const MODEL_ENTITIES: readonly Entity[] = Object.entries(THINGS).map(
  ([ref, { type, owner, purpose, dependsOn = [] }]) => {
    const { kind, ...metadata } = parseEntityRef(ref);
    const dependents = Object.entries(THINGS)
      .filter(([, other]) => other.dependsOn?.includes(ref))
      .map(([other]) => other);
    const relate = (relation: string) => (targetRef: string) => ({
      type: relation,
      targetRef,
    });
    return {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata,
      spec: { type, ...(purpose ? { purpose } : {}) },
      relations: [
        ...[owner].map(relate('ownedBy')),
        ...dependsOn.map(relate('dependsOn')),
        ...dependents.map(relate('dependencyOf')),
      ],
    };
  },
);

/** What a drift plugin of a test was asked and answers. */
export interface DriftStub {
  asked: { who: string | undefined; body: any }[];
  /** Monitors by entity, or the status of a refusal, or nothing at all. */
  answer: Record<string, MonitorPredictions[]> | number | 'silence';
}

/** A drift plugin that answers how many predictions there were. */
export function createDriftPlugin(stub: DriftStub) {
  return createBackendPlugin({
    pluginId: 'drift',
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = express.Router();
          router.use(express.json());
          router.post('/predictions/counts', async (req, res) => {
            const { principal }: any = await httpAuth.credentials(req);
            const { body } = req;
            stub.asked.push({ who: principal.userEntityRef, body });
            const { answer } = stub;
            if (answer === 'silence') {
              return;
            }
            if (typeof answer === 'number') {
              res.status(answer).json({});
              return;
            }
            res.json({
              items: body.entityRefs.map((entityRef: string) => ({
                entityRef,
                monitors: answer[entityRef] ?? [],
              })),
            });
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

/** A monitor that counted so many predictions on each of some days. */
export function monitorOf(
  name: string,
  days: Record<string, number>,
  counted: MonitorPredictions['counted'] = 'ingested',
): MonitorPredictions {
  return {
    monitorId: name,
    name,
    counted,
    days: Object.entries(days).map(([day, predictions]) => ({
      day,
      predictions,
    })),
  };
}

/** The same on each day of a month until a day. */
export function eachDay(
  month: string,
  last: number,
  count: number,
): Record<string, number> {
  return Object.fromEntries(
    Array.from({ length: last }, (_, index) => [
      `${month}-${String(index + 1).padStart(2, '0')}`,
      count,
    ]),
  );
}
