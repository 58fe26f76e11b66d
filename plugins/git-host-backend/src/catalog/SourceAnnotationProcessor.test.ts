import { Entity } from '@backstage/catalog-model';
import { SourceAnnotationProcessor } from './SourceAnnotationProcessor';

const processor = new SourceAnnotationProcessor({
  baseUrls: ['http://localhost:7007'],
});

const component = (annotations?: Record<string, string>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'churn', ...(annotations && { annotations }) },
});

async function annotate(type: string, target: string, entity = component()) {
  const processed = await processor.preProcessEntity(entity, { type, target });
  return processed.metadata.annotations;
}

describe('SourceAnnotationProcessor', () => {
  it.each([
    ['catalog-info.yaml', ''],
    ['teams/ml-team/catalog-info.yaml', 'teams/ml-team/'],
  ])('links %s and its folder', async (path, folder) => {
    const repository = 'http://localhost:7007/git/ml-team/churn';
    expect(await annotate('url', `${repository}/blob/main/${path}`)).toEqual({
      'backstage.io/view-url': `${repository}/blob/main/${path}`,
      'backstage.io/source-location': `url:${repository}/tree/main/${folder}`,
    });
  });

  it('leaves what the file says itself', async () => {
    const target =
      'http://localhost:7007/git/ml-team/churn/blob/main/catalog-info.yaml';
    const own = { 'backstage.io/source-location': 'url:https://example.com/' };
    expect(await annotate('url', target, component(own))).toEqual({
      'backstage.io/view-url': target,
      ...own,
    });
  });

  it.each([
    ['file', '/git/ml-team/churn/blob/main/catalog-info.yaml'],
    [
      'url',
      'https://example.com/git/ml-team/churn/blob/main/catalog-info.yaml',
    ],
    ['url', 'http://localhost:7007/catalog'],
    ['url', 'no address'],
  ])('does not touch an entity from %s %s', async (type, target) => {
    expect(await annotate(type, target)).toBeUndefined();
  });
});
