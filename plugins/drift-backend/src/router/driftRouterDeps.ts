import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { Request } from 'express';
import { Access } from '../service/Access';
import { AlertService } from '../service/AlertService';
import { BaselineService } from '../service/BaselineService';
import { HistoryService } from '../service/HistoryService';
import { IngestService } from '../service/IngestService';
import { ModelService } from '../service/ModelService';
import { MonitorService } from '../service/MonitorService';
import { PerformanceService } from '../service/PerformanceService';
import { PlaygroundService } from '../service/PlaygroundService';
import { PredictionCounter } from '../service/PredictionCounter';
import { RetrainingService } from '../service/RetrainingService';
import { RunService } from '../service/RunService';

/** What the routers need. */
export interface DriftRouterDeps {
  access: Access;
  alerts: AlertService;
  auditor: AuditorService;
  baselines: BaselineService;
  history: HistoryService;
  httpAuth: HttpAuthService;
  ingest: IngestService;
  models: ModelService;
  monitors: MonitorService;
  performance: PerformanceService;
  playground: PlaygroundService;
  predictionCounter: PredictionCounter;
  retraining: RetrainingService;
  runs: RunService;
  /** Called when there is something to send. */
  wake: () => void;
  /** Names and kinds of the configured sources. */
  sources: { name: string; kind: string }[];
}

/** Whoever sent a request, when they are somebody. */
export async function credentialsOf(
  httpAuth: HttpAuthService,
  request: Request,
): Promise<BackstageCredentials> {
  return httpAuth.credentials(request, { allow: ['user', 'service'] });
}
