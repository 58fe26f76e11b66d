import {
  AuditorService,
  AuthService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';
import { Handler } from 'express';
import { Knex } from 'knex';
import { registerCostActions } from './actions/registerCostActions';
import { CostConfig } from './config';
import { createRouter } from './router/createRouter';
import { BudgetStatuses } from './service/BudgetStatuses';
import { CostAccess } from './service/CostAccess';
import { CostBudgets } from './service/CostBudgets';
import { CostDays } from './service/CostDays';
import { CostExports } from './service/CostExports';
import { CostHistories } from './service/CostHistories';
import { CostImports } from './service/CostImports';
import { CostMembers } from './service/CostMembers';
import { CostOverviews } from './service/CostOverviews';
import { CostSummaries } from './service/CostSummaries';
import { PreviousCosts } from './service/PreviousCosts';
import { SourcesHealth } from './service/SourcesHealth';
import { CostReader } from './store/CostReader';
import { CostReaderImports } from './store/CostReaderImports';
import { CostReaderMonths } from './store/CostReaderMonths';
import { CostReaderPlaces } from './store/CostReaderPlaces';
import { CostReaderRows } from './store/CostReaderRows';

/** Everything that reads costs: the routes, and what assistants may ask. */
export function addReading(options: {
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: CostConfig;
  httpAuth: HttpAuthService;
  knex: Knex;
  permissions: PermissionsService;
  /** Begins to read a source unless it is being read; returns the id of the import. */
  startImport: (source: string) => Promise<string>;
  teams: TeamMembershipService;
  now?: () => number;
}): Handler {
  const { config, knex, startImport } = options;
  const reader = new CostReader(knex);
  const months = new CostReaderMonths(knex);
  const places = new CostReaderPlaces(knex);
  const importLog = new CostReaderImports(knex);
  const access = new CostAccess({ ...options, ...config });
  const histories = new CostHistories(reader);
  const tools = {
    ...config,
    access,
    costBudgets: new CostBudgets({ ...options, ...config }),
    health: new SourcesHealth({ ...config, imports: importLog }),
    histories,
    members: new CostMembers({ ...options, places }),
    months,
    now: options.now,
    reader,
  };
  const summaries = new CostSummaries(tools);
  const overviews = new CostOverviews({
    ...tools,
    previous: new PreviousCosts(tools),
    readPlaces: places,
    statuses: new BudgetStatuses(tools),
  });
  registerCostActions({
    registry: options.actionsRegistry,
    overviews,
    summaries,
  });
  return createRouter({
    ...options,
    days: new CostDays(tools),
    exports: new CostExports({ ...tools, rows: new CostReaderRows(knex) }),
    imports: new CostImports({
      ...tools,
      importLog,
      start: startImport,
    }),
    overviews,
    summaries,
  });
}
