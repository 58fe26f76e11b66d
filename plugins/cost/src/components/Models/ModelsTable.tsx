import { Link } from '@backstage/ui';
import {
  EntityLink,
  PartsBar,
  nameOf,
  rowStyles,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModels } from '@plumbline/backstage-plugin-cost-common';
import { Money } from '../money/Money';
import { monthName, shiftMonth } from '../words/months';
import { barOf, describeParts } from './modelParts';
import { MODEL_UNITS, ModelUnit, explainNone } from './modelUnits';
import styles from './Models.module.css';
import { UnitMoney } from './UnitMoney';

type Model = CostModels['items'][number];

const TITLES: Record<ModelUnit['key'], string> = {
  perThousandPredictions: 'Per 1,000 predictions',
  perMillionTokens: 'Per million tokens',
  perRun: 'Per run',
};

function UnitCell({ model, unit }: { model: Model; unit: ModelUnit }) {
  const cost = model[unit.key];
  const count = model[unit.counted];
  if (cost) {
    return <UnitMoney amount={cost.amount} currency={model.currency} />;
  }
  return (
    <span className={styles.unknown} title={explainNone(count, unit)}>
      {count.count === 0 ? 'none' : 'unknown'}
    </span>
  );
}

/** Models of one currency, the dearest first. */
export function ModelsTable(props: {
  models: Model[];
  month: string;
  currency: string;
}) {
  const { models, month, currency } = props;
  const addressOf = useTabAddress('economics');
  const before = monthName(shiftMonth(month, -1));
  // A column of what no model reports would only take room
  const units = MODEL_UNITS.filter(
    unit =>
      unit.key !== 'perMillionTokens' ||
      models.some(model => model.tokens.count !== null),
  );
  return (
    <table className={rowStyles.table} aria-label={`Models in ${currency}`}>
      <thead>
        <tr>
          <th scope="col">Model</th>
          <th scope="col">Owner</th>
          <th scope="col" className={rowStyles.number}>
            Cost
          </th>
          <th scope="col">Made of</th>
          <th scope="col" className={rowStyles.number}>
            {`All of ${before}`}
          </th>
          {units.map(({ key }) => (
            <th key={key} scope="col" className={rowStyles.number}>
              {TITLES[key]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {models.map(model => (
          <tr key={model.entityRef}>
            <td data-label="Model">
              <Link href={addressOf(model.entityRef)}>
                {nameOf(model.entityRef, 'resource')}
              </Link>
            </td>
            <td data-label="Owner" data-none={!model.ownerRef}>
              {model.ownerRef ? (
                <EntityLink entityRef={model.ownerRef} />
              ) : (
                'nobody'
              )}
            </td>
            <td data-label="Cost" className={rowStyles.number}>
              <Money amount={model.amount} currency={currency} />
            </td>
            <td data-label="Made of">
              <div className={styles.made}>
                <PartsBar
                  label={`Cost of ${nameOf(model.entityRef, 'resource')}`}
                  parts={barOf(model)}
                  isSmall
                />
                <div className={rowStyles.explain} aria-hidden>
                  {describeParts(model)}
                </div>
              </div>
            </td>
            <td data-label={`All of ${before}`} className={rowStyles.number}>
              {model.previousMonth === null ? (
                '–'
              ) : (
                <Money amount={model.previousMonth} currency={currency} />
              )}
            </td>
            {units.map(unit => (
              <td
                key={unit.key}
                data-label={TITLES[unit.key]}
                className={rowStyles.number}
              >
                <UnitCell model={model} unit={unit} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
