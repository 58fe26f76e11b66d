import { proposeInputs } from './playgroundInputs';
import { BaselineColumn } from './records';

const columns: BaselineColumn[] = [
  { name: 'customer_id', type: 'idLike', nullShare: 0 },
  { name: 'charge', type: 'numeric', nullShare: 0, low: 10, high: 130 },
  { name: 'plan', type: 'categorical', nullShare: 0, values: ['basic', 'pro'] },
  { name: 'prediction', type: 'discrete', nullShare: 0, low: 0, high: 1 },
];
const charge = {
  name: 'charge',
  type: 'number',
  required: true,
  example: 70,
  low: 10,
  high: 130,
};

it('asks for what the signature names, with the ranges of the baseline', () => {
  const field = { nativeType: 'double', isRequired: true };
  expect(
    proposeInputs({
      columns,
      signature: {
        inputs: [
          { ...field, name: 'charge', type: 'number' },
          { ...field, name: 'tickets', type: 'integer', isRequired: false },
          { ...field, name: 'since', type: 'datetime' },
        ],
        outputs: [],
        example: { tickets: 2 },
      },
    }),
  ).toEqual([
    charge,
    { name: 'tickets', type: 'integer', required: false, example: 2 },
    { name: 'since', type: 'string', required: true },
  ]);
});

it('asks for the columns of the baseline where no signature is known, without ids and outputs', () => {
  expect(proposeInputs({ columns })).toEqual([
    charge,
    {
      name: 'plan',
      type: 'string',
      required: true,
      example: 'basic',
      values: ['basic', 'pro'],
    },
  ]);
});
