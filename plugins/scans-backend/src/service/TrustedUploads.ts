import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  Scan,
  UploadQuery,
  UploadReceipt,
} from '@plumbline/backstage-plugin-scans-common';
import { TrustedRun, isOwnRepository } from '../domain/trustedRun';
import { ScanStore } from '../store/ScanStore';
import { FewAtOnce } from './FewAtOnce';
import { ReportIntake } from './ReportIntake';
import { collectReport } from './collectReport';
import { toScan } from './toContract';

const uploaderOf = ({ name }: TrustedRun) => `oidc:${name}`;

/** Takes reports of pipelines that proved which repository they run for. */
export class TrustedUploads {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #fewAtOnce: FewAtOnce;
  readonly #intake: ReportIntake;
  readonly #scans: ScanStore;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    fewAtOnce: FewAtOnce;
    intake: ReportIntake;
    scans: ScanStore;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#fewAtOnce = options.fewAtOnce;
    this.#intake = options.intake;
    this.#scans = options.scans;
  }

  /**
   * Takes a report of an entity whose own annotation names the repository of the
   * run. Branch and commit are those of the run; who runs a pull request closes
   * nothing, whatever the query says.
   */
  async take(
    query: UploadQuery,
    body: AsyncIterable<Buffer>,
    run: TrustedRun,
  ): Promise<UploadReceipt> {
    const entity = await this.#getOwn(query.entity, run);
    if (query.branch !== undefined && query.branch !== run.branch) {
      throw new NotAllowedError(
        `The token speaks for ${run.branch === undefined ? 'no branch' : `the branch ${run.branch}`}, not for ${query.branch}`,
      );
    }
    return this.#fewAtOnce.do(run.name, async () =>
      this.#intake.take({
        query: {
          ...query,
          branch: run.branch,
          commit: run.commit ?? query.commit,
          partial: run.isPartial ? 'true' : query.partial,
        },
        bytes: await collectReport(body),
        entity,
        uploadedBy: uploaderOf(run),
      }),
    );
  }

  /** A scan that runs of the same repository uploaded. */
  async get(id: string, run: TrustedRun): Promise<Scan> {
    const scan = await this.#scans.get(id);
    const scope = scan && (await this.#scans.getScope(scan.scopeId));
    if (!scan || !scope || scan.head.uploadedBy !== uploaderOf(run)) {
      throw new NotFoundError(`There is no scan ${id} that you may see`);
    }
    return toScan(scan, scope);
  }

  /** To all others an entity is as good as unknown. */
  async #getOwn(entityRef: string, run: TrustedRun): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: await this.#auth.getOwnServiceCredentials(),
    });
    if (!entity || !isOwnRepository(run, entity.metadata.annotations)) {
      throw new NotAllowedError(
        `This token may not upload for ${entityRef}: no such entity says with ${run.annotation} that ${run.repository} is its repository`,
      );
    }
    return entity;
  }
}
