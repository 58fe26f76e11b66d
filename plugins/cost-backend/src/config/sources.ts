import { resolve } from 'node:path';
import { Config } from '@backstage/config';
import { TABLE_FORMATS } from '@plumbline/backstage-plugin-cost-formats';
import { CostSource, FolderSource } from '../domain/CostSource';
import { refuse } from '../readSetting';
import { readOpenCost } from './openCost';

const SOURCE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const CURRENCY = /^[A-Z]{3}$/;
const FORMATS = [...TABLE_FORMATS, 'opencost-allocation', 'opencost-cloudcost'];

function readFormat(config: Config, key: string): string | undefined {
  const format = config.getOptionalString('format');
  if (
    format !== undefined &&
    !FORMATS.some(known => format === known || format.startsWith(`${known}-`))
  ) {
    refuse(
      `${key}.format`,
      `is '${format}', which is none of ${FORMATS.join(', ')}`,
    );
  }
  return format;
}

function readFolder(
  config: Config,
  key: string,
): Pick<FolderSource, 'kind' | 'folder' | 'pattern' | 'format'> {
  return {
    kind: 'folder',
    folder: resolve(config.getString('folder')),
    pattern: config.getOptionalString('pattern'),
    format: readFormat(config, key),
  };
}

function readCurrency(config: Config, key: string): string | undefined {
  const currency = config.getOptionalString('currency');
  return currency === undefined || CURRENCY.test(currency)
    ? currency
    : refuse(
        `${key}.currency`,
        'must be a currency code of three letters, such as EUR',
      );
}

function readSource(config: Config, key: string): CostSource {
  const id = config.getString('id');
  if (!SOURCE_ID.test(id)) {
    refuse(`${key}.id`, "must be 1 to 100 letters, digits, '.', '_' or '-'");
  }
  const title = config.getOptionalString('title') ?? id;
  const currency = readCurrency(config, key);
  const openCost = config.getOptionalConfig('openCost');
  if (!openCost) {
    if (!config.has('folder')) {
      refuse(key, "names neither a 'folder' nor 'openCost'");
    }
    return { id, title, currency, ...readFolder(config, key) };
  }
  for (const name of ['folder', 'pattern', 'format']) {
    if (config.has(name)) {
      refuse(`${key}.${name}`, "does not go together with 'openCost'");
    }
  }
  return {
    id,
    title,
    kind: 'openCost',
    currency:
      currency ??
      refuse(
        `${key}.currency`,
        'must say what the prices of OpenCost are in: its answers do not',
      ),
    openCost: readOpenCost(openCost, `${key}.openCost`),
  };
}

/** Where costs come from. */
export function readSources(configs: readonly Config[]): CostSource[] {
  const ids = new Set<string>();
  return configs.map((config, index) => {
    const key = `cost.sources[${index}]`;
    const source = readSource(config, key);
    if (ids.has(source.id)) {
      refuse(`${key}.id`, `is '${source.id}' a second time`);
    }
    ids.add(source.id);
    return source;
  });
}
