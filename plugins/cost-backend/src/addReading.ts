import {
  AuditorService,
  AuthService,
  DiscoveryService,
  HttpAuthService,
  LoggerService,
  PermissionsService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';
import { Handler } from 'express';
import { Knex } from 'knex';
import { registerCostActions } from './actions/registerCostActions';
import { addAdvice } from './addAdvice';
import { CostConfig } from './config';
import { createModelEconomics } from './createModelEconomics';
import { CurrencyRates } from './domain/CurrencyRates';
import { DayRetention } from './domain/DayRetention';
import { createRouter } from './router/createRouter';
import { BudgetStatuses } from './service/BudgetStatuses';
import { CostAccess } from './service/CostAccess';
import { CostBudgets } from './service/CostBudgets';
import { CostChanges } from './service/CostChanges';
import { CostDays } from './service/CostDays';
import { CostExports } from './service/CostExports';
import { CostHistories } from './service/CostHistories';
import { CostImports } from './service/CostImports';
import { CostMembers } from './service/CostMembers';
import { CostMovers } from './service/CostMovers';
import { CostOverviews } from './service/CostOverviews';
import { CostScope } from './service/CostScope';
import { CostSummaries } from './service/CostSummaries';
import { LeftSources } from './service/LeftSources';
import { MonthCosts } from './service/MonthCosts';
import { NoticeFinder } from './service/NoticeFinder';
import { NoticeSender } from './service/NoticeSender';
import { OldMonths } from './service/OldMonths';
import { PreviousCosts } from './service/PreviousCosts';
import { SourcesHealth } from './service/SourcesHealth';
import { UnattributedCosts } from './service/UnattributedCosts';
import { ChangeStore } from './store/ChangeStore';
import { CostReader } from './store/CostReader';
import { CostReaderEntities } from './store/CostReaderEntities';
import { CostReaderImports } from './store/CostReaderImports';
import { CostReaderLargest } from './store/CostReaderLargest';
import { CostReaderMonths } from './store/CostReaderMonths';
import { CostReaderParts } from './store/CostReaderParts';
import { CostReaderPlaces } from './store/CostReaderPlaces';
import { CostReaderRows } from './store/CostReaderRows';
import { NoticeStore } from './store/NoticeStore';
import { StoredSources } from './store/StoredSources';
import { scheduleNotices } from './tasks/scheduleNotices';

/** Everything that reads costs: the routes, what assistants may ask, and what owners are told. */
export async function addReading(options: {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: CostConfig;
  discovery: DiscoveryService;
  httpAuth: HttpAuthService;
  knex: Knex;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  scheduler: SchedulerService;
  /** Begins to read a source unless it is being read; returns the id of the import. */
  startImport: (source: string) => Promise<string>;
  teams: TeamMembershipService;
}): Promise<Handler> {
  const { config, knex, startImport } = options;
  const reader = new CostReader(knex);
  const months = new CostReaderMonths(knex);
  const places = new CostReaderPlaces(knex);
  const importLog = new CostReaderImports(knex);
  const access = new CostAccess({ ...options, ...config });
  const leftSources = new LeftSources({
    ...config,
    access,
    stored: new StoredSources(knex),
  });
  await leftSources.warn(options.logger);
  const retention = new DayRetention(config.keptDays);
  const entities = new CostReaderEntities(knex);
  const histories = new CostHistories({ entities, reader, retention });
  const parts = new CostReaderParts(knex);
  const largest = new CostReaderLargest(knex);
  const monthCosts = new MonthCosts({
    largest,
    months,
    parts,
    reader,
    retention,
  });
  const previous = new PreviousCosts({ months, reader });
  const tools = {
    ...config,
    access,
    costBudgets: new CostBudgets({ ...options, ...config }),
    rates: new CurrencyRates(config.rates),
    health: new SourcesHealth({ ...config, imports: importLog, leftSources }),
    entities,
    histories,
    members: new CostMembers({ ...options, places }),
    monthCosts,
    months,
    reader,
    retention,
  };
  const summaries = new CostSummaries({
    ...tools,
    oldMonths: new OldMonths({ monthCosts, previous }),
  });
  const scope = new CostScope({ access, readPlaces: places });
  const overviews = new CostOverviews({
    ...tools,
    scope,
    previous,
    readPlaces: places,
    statuses: new BudgetStatuses(tools),
    unattributed: new UnattributedCosts(tools),
  });
  const models = createModelEconomics({ ...options, ...tools });
  const advices = await addAdvice({
    ...options,
    ...tools,
    readPlaces: places,
    scope,
  });
  const notices = new NoticeStore(knex);
  await scheduleNotices({
    finder: new NoticeFinder({ ...tools, notices }),
    notices,
    scheduler: options.scheduler,
    sender: new NoticeSender({ ...options, notices }),
  });
  const movers = new CostMovers({
    ...tools,
    largest,
    readPlaces: places,
    scope,
  });
  registerCostActions({
    registry: options.actionsRegistry,
    advices,
    models,
    movers,
    overviews,
    summaries,
  });
  return createRouter({
    ...options,
    advices,
    models,
    changes: new CostChanges({ ...tools, changes: new ChangeStore(knex) }),
    days: new CostDays(tools),
    exports: new CostExports({
      ...tools,
      readPlaces: places,
      rows: new CostReaderRows(knex),
    }),
    imports: new CostImports({
      ...tools,
      importLog,
      start: startImport,
    }),
    leftSources,
    movers,
    overviews,
    summaries,
  });
}
