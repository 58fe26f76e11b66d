import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderField } from '../../__testUtils__/renderField';
import { RoadName } from './RoadName';

const component = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn', namespace: 'default' },
  spec: { type: 'service', owner: 'core-team' },
};
const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'ml-team', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

const typeName = async (name: string) =>
  userEvent.type(await screen.findByRole('textbox', { name: /Name/ }), name);

it.each([
  ['my_service', /refuses the character "_"/],
  ['Churn', /upper-case letters.*try "churn"/],
  ['1st', /starts with a letter/],
  ['kube-stuff', /reserved by the platform/],
])('explains at once why %s is refused', async (name, reason) => {
  renderField(RoadName, { schema: { title: 'Name' } });
  await typeName(name);
  expect(await screen.findByText(reason)).toBeInTheDocument();
  expect(screen.getByRole('textbox')).toBeInvalid();
});

it('says that a name is free, and passes it on', async () => {
  const { onChange } = renderField(RoadName, {
    values: { owner: 'group:default/ml-team' },
  });
  await typeName('fraud');
  expect(await screen.findByText('The name is free.')).toBeInTheDocument();
  expect(onChange).toHaveBeenLastCalledWith('fraud');
});

it('warns when the owner already has the repository here', async () => {
  renderField(RoadName, {
    formData: 'churn',
    values: { owner: 'group:default/ml-team', host: 'plumbline' },
    repositories: ['ml-team/churn'],
  });
  expect(
    await screen.findByText(
      /already has the repository ml-team\/churn.*another name/,
    ),
  ).toBeInTheDocument();
});

it('asks the embedded host only when the repository goes there', async () => {
  renderField(RoadName, {
    formData: 'churn',
    values: { owner: 'group:default/ml-team', host: 'github.com' },
    repositories: ['ml-team/churn'],
  });
  expect(await screen.findByText('The name is free.')).toBeInTheDocument();
});

it('warns when the catalog already has the component, with its owner', async () => {
  renderField(RoadName, { formData: 'churn', entities: [component] });
  expect(
    await screen.findByText(/component "churn", owned by core-team/),
  ).toBeInTheDocument();
});

it('looks for a team of that name where a team is made', async () => {
  renderField(RoadName, {
    formData: 'ml-team',
    entities: [team],
    uiSchema: { 'ui:options': { creates: 'team' } },
  });
  expect(
    await screen.findByText(/already has the team "ml-team"/),
  ).toBeInTheDocument();
});

it('never calls a name free when nobody could be asked', async () => {
  renderField(RoadName, {
    formData: 'churn',
    values: { owner: 'group:default/ml-team' },
    repositories: 503,
  });
  expect(
    await screen.findByText(/Whether the name is free is not known/),
  ).toBeInTheDocument();
});
