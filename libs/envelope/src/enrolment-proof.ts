import nacl from 'tweetnacl';

const DOMAIN = 'commonward/enrol/1\n';

/** A site's proof that it holds its identity key, over the token and the certificate request it belongs to. */
export function signEnrolment(request: EnrolmentClaim, secretKey: Uint8Array): Uint8Array {
  return nacl.sign.detached(message(request), secretKey);
}

export function verifyEnrolment(request: EnrolmentClaim, proof: Uint8Array, publicKey: Uint8Array): boolean {
  if (publicKey.length !== nacl.sign.publicKeyLength || proof.length !== nacl.sign.signatureLength) return false;
  return nacl.sign.detached.verify(message(request), proof, publicKey);
}

export interface EnrolmentClaim {
  /** The secret of the join token. */
  readonly secret: string;
  /** PKCS #10, DER. */
  readonly certificateRequest: Uint8Array;
}

function message({ secret, certificateRequest }: EnrolmentClaim): Uint8Array {
  const prefix = new TextEncoder().encode(`${DOMAIN}${secret}\n`);
  const bytes = new Uint8Array(prefix.length + certificateRequest.length);
  bytes.set(prefix);
  bytes.set(certificateRequest, prefix.length);
  return bytes;
}
