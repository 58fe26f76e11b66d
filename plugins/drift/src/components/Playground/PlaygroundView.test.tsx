import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { PlaygroundView } from './PlaygroundView';

const ref = 'resource:default/credit-risk';

it('asks the model with what was typed and shows answer, latency and doubts', async () => {
  const askModel = jest.fn(async () => ({
    latencyMs: 41.6,
    status: 200,
    output: { probability: 0.82 },
    outOfRange: [{ input: 'age', text: 'above the baseline (99)' }],
  }));
  renderDrift(<PlaygroundView entityRef={ref} />, {
    driftApi: createDriftApi({ askModel }),
  });
  await userEvent.type(
    await screen.findByRole('textbox', { name: /age/ }),
    '120',
  );
  expect(
    screen.getByText('Above everything in the baseline (up to 99).'),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Ask the model' }));
  expect(await screen.findByText('Answered in 42 ms.')).toBeInTheDocument();
  expect(screen.getByLabelText('Answer')).toHaveTextContent('0.82');
  expect(screen.getByText('age: above the baseline (99)')).toBeInTheDocument();
  expect(askModel).toHaveBeenCalledWith({
    entityRef: ref,
    endpoint: 'staging',
    inputs: { income: 2500, age: 120, region: 'north', is_customer: null },
  });
});

it('does not ask while a field is wrong, and says which', async () => {
  renderDrift(<PlaygroundView entityRef={ref} />);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Ask the model' }),
  );
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The model needs a value here.',
  );
});

it('says who can open an endpoint', async () => {
  renderDrift(<PlaygroundView entityRef={ref} />, {
    driftApi: createDriftApi({
      getPlayground: async () => ({ endpoints: [], inputs: [] }),
    }),
  });
  expect(
    await screen.findByText(
      'No endpoint of this model may be asked from here.',
    ),
  ).toBeInTheDocument();
});
