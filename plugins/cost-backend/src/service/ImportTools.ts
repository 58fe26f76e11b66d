import { CostConfig } from '../config';
import { AnswerStore } from '../store/AnswerStore';
import { CostWriter } from '../store/CostWriter';
import { ImportStore } from '../store/ImportStore';
import { CatalogReader } from './CatalogReader';

/** What an import works with. */
export interface ImportTools {
  answers: AnswerStore;
  catalog: CatalogReader;
  config: Pick<
    CostConfig,
    | 'hasCatalogRulesLast'
    | 'keptDays'
    | 'metric'
    | 'policies'
    | 'rules'
    | 'runKeys'
  >;
  imports: ImportStore;
  writer: CostWriter;
  now: () => string;
}
