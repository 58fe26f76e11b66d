import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Knex } from 'knex';
import { CostConfig } from './config';
import { AdviceBooking } from './service/AdviceBooking';
import { AdviceRefresh } from './service/AdviceRefresh';
import { CatalogReader } from './service/CatalogReader';
import { CostAccess } from './service/CostAccess';
import { CostAdvices } from './service/CostAdvices';
import { CostMembers } from './service/CostMembers';
import { CostScope } from './service/CostScope';
import { AdviceReader } from './store/AdviceReader';
import { AdviceStore } from './store/AdviceStore';
import { CostReaderPlaces } from './store/CostReaderPlaces';
import { scheduleAdvice } from './tasks/scheduleAdvice';

/** Everything that says what could be saved: has usage read, and returns what answers. */
export async function addAdvice(options: {
  access: CostAccess;
  auth: AuthService;
  catalog: CatalogService;
  config: CostConfig;
  knex: Knex;
  logger: LoggerService;
  members: CostMembers;
  readPlaces: CostReaderPlaces;
  scheduler: SchedulerService;
  scope: CostScope;
}): Promise<CostAdvices> {
  const { config, knex } = options;
  const store = new AdviceStore(knex);
  const booking = new AdviceBooking({
    ...config,
    catalog: new CatalogReader(options),
    store,
  });
  await scheduleAdvice({
    ...options,
    booking,
    refresh: new AdviceRefresh({ ...options, ...config, booking, store }),
  });
  return new CostAdvices({
    ...options,
    ...config,
    advice: new AdviceReader(knex),
    readings: store,
  });
}
