import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CostReaderPlaces } from '../store/CostReaderPlaces';
import { CostAccess } from './CostAccess';

/** Says of which entities a caller may read the costs, all together. */
export class CostScope {
  readonly #access: CostAccess;
  readonly #places: CostReaderPlaces;

  constructor(options: { access: CostAccess; readPlaces: CostReaderPlaces }) {
    this.#access = options.access;
    this.#places = options.readPlaces;
  }

  /**
   * The entities themselves and what they own, as far as the caller may read
   * it; without owners that of the caller's teams. Undefined where it is
   * everything: what the catalog has no more costs money, too.
   */
  async listReadable(
    owners: readonly string[] | undefined,
    credentials: BackstageCredentials,
  ): Promise<readonly string[] | undefined> {
    const canReadAll = await this.#access.canReadAll(credentials);
    if (canReadAll && owners === undefined) {
      return undefined;
    }
    const asked = owners ?? (await this.#access.teamsOf(credentials));
    const [known, members] = await Promise.all([
      this.#places.listKnown(asked),
      this.#places.listMembers('owner_ref', asked),
    ]);
    const refs = [...new Set([...known, ...members])];
    return canReadAll
      ? refs
      : [...(await this.#access.findReadable(refs, credentials)).keys()];
  }
}
