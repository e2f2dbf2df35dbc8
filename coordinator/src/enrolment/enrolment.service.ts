import { joinTokenText, verifyEnrolment } from '@commonward/envelope';
import { Inject, Injectable } from '@nestjs/common';
import { certificateFingerprint, issueSiteCertificate } from '../identity/certificate-authority.js';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { DATABASE, DocumentChanged, DocumentExists, revise, type Collection, type Database } from '../storage/collection.js';
import { RequestError } from '../errors.js';
import { Events } from '../events/events.js';
import { INVITATION_LIFETIME_MS, newSecret, secretHash, usable, type Invitation } from './invitation.js';
import { invitedSite, type Site } from './site.js';

const SITE_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;
const UNUSABLE_TOKEN = 'This join token is unknown, already used or expired: ask the consortium for a new invitation.';

export interface InvitationRequest {
  readonly site: string;
  /** host:port of the enrolment service, as sites reach it */
  readonly address: string;
  /** null for a day */
  readonly expiresInSeconds: number | null;
}

export interface EnrolmentRequest {
  /** The secret of the join token. */
  readonly secret: string;
  readonly certificateRequest: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly proof: Uint8Array;
}

@Injectable()
export class EnrolmentService {
  readonly #keys: ConsortiumKeys;
  readonly #events: Events;
  readonly #sites: Collection<Site>;
  readonly #invitations: Collection<Invitation>;

  constructor(@Inject(DATABASE) database: Database, @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys, @Inject(Events) events: Events) {
    this.#keys = keys;
    this.#events = events;
    this.#sites = database.collection<Site>('sites');
    this.#invitations = database.collection<Invitation>('invitations');
  }

  /** @returns the join token (shown once) and when it expires */
  async invite({ site, address, expiresInSeconds }: InvitationRequest): Promise<{ site: string; joinToken: string; expiresAt: string }> {
    if (!SITE_NAME.test(site)) throw new RequestError('invalid', 'A site name has 1 to 40 lower-case letters, digits or hyphens.');
    const known = await this.#sites.get(site);
    if (known !== null && known.value.state === 'enrolled') throw new RequestError('exists', `The site ${site} has already joined.`);
    if (known?.value.state === 'revoked') throw new RequestError('exists', `The site ${site} has left, and its ledger keeps its name: invite it under another one.`);
    if (known === null) await this.#sites.insert(site, invitedSite(site)).catch(ignoreExisting);
    const secret = newSecret();
    const expiresAt = new Date(Date.now() + (expiresInSeconds === null ? INVITATION_LIFETIME_MS : expiresInSeconds * 1000)).toISOString();
    await this.#invitations.insert(secretHash(secret), { site, expiresAt, usedAt: null });
    this.#events.changed('sites', site);
    return { site, expiresAt, joinToken: joinTokenText({ address, authority: certificateFingerprint(this.#keys.authority.certificate), secret }) };
  }

  /** Turns a join token into a certificate. A token is used up only when everything else about the request is right. */
  async enrol(request: EnrolmentRequest): Promise<{ site: string; certificate: Uint8Array }> {
    if (!verifyEnrolment(request, request.proof, request.identityKey)) throw new RequestError('invalid', 'The proof of possession does not match the identity key.');
    const hash = secretHash(request.secret);
    const invitation = await this.#invitations.get(hash);
    if (invitation === null || !usable(invitation.value, Date.now())) throw new RequestError('unauthenticated', UNUSABLE_TOKEN);
    const { site } = invitation.value;
    if ((await this.#sites.get(site))?.value.state === 'revoked') throw new RequestError('unauthenticated', UNUSABLE_TOKEN);
    const certificate = await issueSiteCertificate({ ...this.#keys, site, certificateRequest: request.certificateRequest });
    if (certificate === null) throw new RequestError('invalid', 'The certificate request is malformed or not signed by its own key.');
    await this.#invitations.replace(invitation, { ...invitation.value, usedAt: new Date().toISOString() }).catch((error: unknown) => {
      throw error instanceof DocumentChanged ? new RequestError('unauthenticated', UNUSABLE_TOKEN) : error;
    });
    await revise(this.#sites, site, (known): Site => ({
      ...known,
      state: 'enrolled',
      publicKey: Buffer.from(request.identityKey).toString('hex'),
      certificateFingerprint: certificateFingerprint(certificate),
      joinedAt: new Date().toISOString(),
    }));
    this.#events.changed('sites', site);
    return { site, certificate };
  }
}

function ignoreExisting(error: unknown): void {
  if (!(error instanceof DocumentExists)) throw error;
}
