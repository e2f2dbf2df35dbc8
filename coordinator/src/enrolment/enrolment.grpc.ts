import type { EnrolmentServiceServer } from '@commonward/proto';
import { Inject, Injectable } from '@nestjs/common';
import { CONSORTIUM_KEYS, type ConsortiumKeys } from '../identity/consortium-keys.js';
import { failure } from '../federation/failure.js';
import { EnrolmentService } from './enrolment.service.js';

@Injectable()
export class EnrolmentGrpc {
  readonly #enrolment: EnrolmentService;
  readonly #keys: ConsortiumKeys;

  constructor(@Inject(EnrolmentService) enrolment: EnrolmentService, @Inject(CONSORTIUM_KEYS) keys: ConsortiumKeys) {
    this.#enrolment = enrolment;
    this.#keys = keys;
  }

  /** @param federationPort the port that the new certificate opens, known once it is bound */
  handlers(federationPort: () => number): EnrolmentServiceServer {
    return {
      enrol: (call, reply) => {
        const { token, certificateRequest, identityKey, proof } = call.request;
        this.#enrolment
          .enrol({
            secret: token,
            certificateRequest: new Uint8Array(certificateRequest),
            identityKey: new Uint8Array(identityKey),
            proof: new Uint8Array(proof),
          })
          .then(({ site, certificate }) =>
            reply(null, {
              site,
              consortium: this.#keys.consortium,
              certificate: Buffer.from(certificate),
              coordinatorKey: Buffer.from(this.#keys.identity.publicKey, 'hex'),
              federationPort: federationPort(),
            }),
          )
          .catch((error: unknown) => reply(failure(error)));
      },
    };
  }
}
