import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  Scan,
  ScanAction,
} from '@plumbline/backstage-plugin-scans-common';
import { storableText } from '@plumbline/backstage-plugin-scans-formats';
import { ScanRecord, ScopeRecord } from '../domain/records';
import { HeldScans } from '../store/HeldScans';
import { ScanStore } from '../store/ScanStore';
import { Access } from './Access';
import { toScan } from './toContract';

const MAX_NOTE = 2000;

const unknown = (id: string) => `There is no scan ${id} that you may see`;

/** Uploaded reports and scopes, for those who may know of them. */
export class ScanService {
  readonly #access: Access;
  readonly #held: HeldScans;
  readonly #scans: ScanStore;

  constructor(options: { access: Access; held: HeldScans; scans: ScanStore }) {
    this.#access = options.access;
    this.#held = options.held;
    this.#scans = options.scans;
  }

  /** A scan, for those who read its entity's findings and for whoever uploaded it. */
  async get(id: string, credentials: BackstageCredentials): Promise<Scan> {
    const scan = await this.#scans.get(id);
    const scope = scan && (await this.#scans.getScope(scan.scopeId));
    if (!scan || !scope || !(await this.#mayKnow(scan, credentials))) {
      throw new NotFoundError(unknown(id));
    }
    return toScan(scan, scope);
  }

  /** Takes what somebody who decides about the entity says about a held scan. */
  async answerHeld(
    id: string,
    { action, note }: ScanAction,
    credentials: BackstageCredentials,
  ): Promise<Scan> {
    const scan = await this.#scans.get(id);
    if (!scan || !(await this.#access.canRead(scan.entityRef, credentials))) {
      throw new NotFoundError(unknown(id));
    }
    await this.#access.assertCanDecide(scan.entityRef, credentials);
    await this.#held.answer(scan, {
      isConfirmed: action === 'confirm',
      by: this.#access.nameOf(credentials),
      at: new Date().toISOString(),
      note: note ? storableText(note, MAX_NOTE) : undefined,
    });
    return this.get(id, credentials);
  }

  /** Says that a scope is no longer scanned, or is again. */
  async setRetired(
    scopeId: string,
    isRetired: boolean,
    credentials: BackstageCredentials,
  ): Promise<ScopeRecord> {
    const scope = await this.#scans.getScope(scopeId);
    if (!scope || !(await this.#access.canRead(scope.entityRef, credentials))) {
      throw new NotFoundError(`There is no scope ${scopeId} that you may see`);
    }
    await this.#access.assertCanDecide(scope.entityRef, credentials);
    await this.#scans.setRetired(scopeId, isRetired);
    return { ...scope, isRetired };
  }

  async #mayKnow(
    scan: ScanRecord,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    return (
      scan.head.uploadedBy === this.#access.nameOf(credentials) ||
      (await this.#access.canRead(scan.entityRef, credentials))
    );
  }
}
