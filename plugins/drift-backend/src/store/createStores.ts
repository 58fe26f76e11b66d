import { Knex } from 'knex';
import { DatabaseAlertStore } from './AlertStore';
import { DatabaseBaselineStore } from './BaselineStore';
import { DatabaseIngestStore } from './IngestStore';
import { DatabaseMonitorStore } from './MonitorStore';
import { DatabasePerformanceStore } from './PerformanceStore';
import { DatabasePredictionCountStore } from './PredictionCountStore';
import { DatabaseResultStore } from './ResultStore';
import { DatabaseRetrainingStore } from './RetrainingStore';
import { DatabaseRunStore } from './RunStore';

/** Every store on one database. */
export function createStores(knex: Knex) {
  return {
    alerts: new DatabaseAlertStore(knex),
    baselines: new DatabaseBaselineStore(knex),
    ingest: new DatabaseIngestStore(knex),
    monitors: new DatabaseMonitorStore(knex),
    performance: new DatabasePerformanceStore(knex),
    predictionCounts: new DatabasePredictionCountStore(knex),
    results: new DatabaseResultStore(knex),
    retraining: new DatabaseRetrainingStore(knex),
    runs: new DatabaseRunStore(knex),
  };
}
